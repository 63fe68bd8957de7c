import { describe, expect, test } from "vitest";
import { constant, type Expression, input } from "./expression.js";
import { topological } from "./graph.js";
import * as p from "./primitives.js";
import { simplify } from "./simplify.js";

const x = input("x");
const y = input("y");

describe("simplify", () => {
  test.each<[string, Expression, Expression]>([
    ["x · 1 is x", p.mul(x, 1), x],
    ["x + 0 is x", p.add(x, 0), x],
    ["0 · x is 0", p.mul(0, x), constant(0)],
    ["x − x is 0", p.sub(x, x), constant(0)],
    ["−(−x) is x", p.neg(p.neg(x)), x],
    ["x · x is x²", p.mul(x, x), p.square(x)],
    ["x + x is 2x", p.add(x, x), p.mul(2, x)],
    ["2 · (3 · x) is 6x", p.mul(2, p.mul(3, x)), p.mul(6, x)],
    ["x / 1 is x", p.div(x, 1), x],
    ["where with equal branches is the branch", p.where(p.less(x, 0), y, y), y],
    ["a·c + b·c is (a + b)·c", p.add(p.mul(x, p.exp(y)), p.mul(2, p.exp(y))), p.mul(p.add(x, 2), p.exp(y))],
  ])("%s", (_, given, expected) => {
    expect(simplify(given)).toEqual(expected);
  });

  test("a constant with a name keeps it, and inexact folding is left to the evaluator", () => {
    const pi = constant(Math.PI, "\\pi");
    expect(simplify(p.mul(2, pi))).toEqual(p.mul(2, pi));
    expect(simplify(p.div(1, 3))).toEqual(p.div(1, 3));
  });

  test("equal subexpressions become one node", () => {
    const both = simplify(p.add(p.exp(p.mul(2, x)), p.tanh(p.exp(p.mul(2, x)))));
    const exps = topological([both]).filter((node) => node.kind === "operation" && node.op === "exp");
    expect(exps).toHaveLength(1);
  });

  test("−0 and 0 are told apart", () => {
    const zeros = simplify(p.where(p.less(x, 0), constant(-0), constant(0)));
    expect(zeros.kind).toBe("operation");
  });
});
