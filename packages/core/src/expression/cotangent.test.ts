import { describe, expect, test } from "vitest";
import { mathOracle } from "../../test/math-oracle.js";
import { timesCotangent } from "./cotangent.js";
import { type Expression, input } from "./expression.js";
import * as p from "./primitives.js";

const x = input("x");
const dy = input("dy");
const gradient = (slope: Expression, at: number, cotangent: number): number =>
  mathOracle(timesCotangent(dy, slope), { x: at, dy: cotangent });

describe("a dy of NaN does not count where the slope is 0 by a choice", () => {
  test.each<[string, Expression, number]>([
    ["in a branch of where", p.where(p.greater(x, 0), 1, 0), -1],
    ["in a nested branch", p.where(p.greater(x, 3), 2, p.where(p.less(x, -3), 0, x)), -4],
    ["below the bound of max", p.max(x, 0), -1],
    ["at the tie of max, whose slope is that of 0", p.max(x, 0), 0],
    ["above the bound of min", p.min(x, 0), 1],
    ["below the lower of two bounds", p.min(p.max(x, 0), 6), -1],
    ["in a factor", p.mul(p.max(x, 0), p.exp(x)), -1],
    ["in a numerator", p.div(p.max(x, 0), p.exp(x)), -1],
    ["in both terms", p.add(p.max(x, 0), p.square(p.max(x, 0))), -1],
    ["everywhere, for a constant", p.mul(0, x), 2],
  ])("%s", (_, slope, at) => {
    expect(gradient(slope, at, Number.NaN)).toBe(0);
    expect(gradient(slope, at, Number.POSITIVE_INFINITY)).toBe(0);
  });
});

test.each<[string, Expression, number]>([
  ["in the branch that is taken", p.where(p.greater(x, 0), 1, 0), 1],
  ["where a slope is 0 by arithmetic", p.sub(x, 1), 1],
  ["where one of two terms is chosen to be 0", p.add(p.max(x, 0), p.exp(x)), -1],
])("it counts %s", (_, slope, at) => {
  expect(gradient(slope, at, Number.NaN)).toBeNaN();
});

test("a finite dy is multiplied as it is", () => {
  const slope = p.where(p.greater(x, 3), 2, p.where(p.less(x, -3), 0, x));
  for (const at of [-4, -3, 0.5, 3, 4]) {
    expect(gradient(slope, at, 0.75)).toBe(0.75 * mathOracle(slope, { x: at }));
  }
});
