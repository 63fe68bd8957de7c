import {
  abs,
  add,
  type Expression,
  exp,
  greater,
  input,
  max,
  min,
  mul,
  neg,
  operation,
  sub,
  where,
} from "@actfn/core";
import { describe, expect, it } from "vitest";
import { floatError } from "./float-error.js";

const x = input("x");
const dy = input("dy");

describe("floatError", () => {
  it.each<[string, Expression, number]>([
    ["a kink", max(x, 0), 0],
    ["a mask", where(greater(x, 0), dy, 0), 0],
    ["a power of two", mul(0.5, neg(abs(x))), 0],
    ["a product", mul(x, dy), 0.5],
    ["a product with a rounded constant", mul(0.01, x), 1],
    ["a hard sigmoid", mul(1 / 6, min(max(add(x, 3), 0), 6)), Infinity],
    ["a sum", add(x, 3), 0.5],
    ["a sum of what was rounded, which may cancel", sub(mul(x, x), dy), Infinity],
    ["a threshold that a float does not hold", where(greater(x, 0.1), x, 0), Infinity],
    ["a function", exp(x), Infinity],
    ["a sigmoid", mul(x, operation("sigmoid", x)), 2.5],
  ])("of %s is known", (_, expression, error) => {
    expect(floatError(expression, true)).toBe(error);
  });

  it("of a sigmoid that multiplies another input is not known", () => {
    expect(floatError(mul(dy, operation("sigmoid", x)), false)).toBe(Infinity);
  });
});
