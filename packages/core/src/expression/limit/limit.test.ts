import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mathOracle } from "../../../test/math-oracle.js";
import { differentiate } from "../differentiate.js";
import { type Expression, input, type Operand, operation, type Primitive } from "../expression.js";
import { arityOf, isReduction, primitives } from "../primitives/table.js";
import * as p from "../primitives.js";
import { limitAt } from "./limit.js";

const x = input("x");
const gompertz = p.mul(x, p.exp(p.neg(p.exp(p.neg(x)))));
const slope = (f: Expression, order = 1): Expression =>
  order === 0 ? f : slope(differentiate(f, x), order - 1);

describe("the limits at ∞ and −∞ of", () => {
  test.each<[string, Expression, number, number]>([
    ["x · exp(−exp(−x))", gompertz, Infinity, -0],
    ["its slope", slope(gompertz), 1, -0],
    ["its second derivative", slope(gompertz, 2), -0, -0],
    ["SiLU", p.mul(x, p.sigmoid(x)), Infinity, -0],
    ["GELU", p.mul(x, p.normalCdf(x)), Infinity, -0],
    ["GELU″", slope(p.mul(x, p.normalCdf(x)), 2), -0, -0],
    ["Mish", p.mul(x, p.tanh(p.softplus(x))), Infinity, -0],
    ["eˣ / (eˣ + x²)", p.div(p.exp(x), p.add(p.exp(x), p.square(x))), 1, 0],
    ["x · (√(1 + x²) − x)", p.mul(x, p.sub(p.sqrt(p.add(1, p.square(x))), x)), 0.5, -Infinity],
    ["e^((x + 1)² − x²)", p.exp(p.sub(p.square(p.add(x, 1)), p.square(x))), Infinity, 0],
    ["log(1 + eˣ) − x", p.sub(p.log(p.add(1, p.exp(x))), x), 0, Infinity],
    ["x · (π/2 − arctan x)", p.mul(x, p.sub(Math.PI / 2, p.atan(x))), 1, -Infinity],
    ["x / 1e300", p.div(x, 1e300), Infinity, -Infinity],
    ["a clamp beyond 2^128", p.min(p.max(x, -1e300), 1e300), 1e300, -1e300],
    ["x · max(x, 0)", p.mul(x, p.max(x, 0)), Infinity, -0],
    ["log log(1 + x²)", p.log(p.log(p.add(2, p.square(x)))), Infinity, Infinity],
    ["erf, of the tail", p.mul(p.square(x), p.sub(1, p.erf(p.abs(x)))), 0, 0],
    ["sech(x) · eˣ", p.mul(p.sech(x), p.exp(x)), 2, 0],
  ])("%s", (_, f, above, below) => {
    expect(limitAt(f, { x: Infinity })).toBe(above);
    expect(limitAt(f, { x: -Infinity })).toBe(below);
  });

  test("an oscillation are not told", () => {
    expect(limitAt(p.add(x, p.sin(x)), { x: Infinity })).toBeUndefined();
  });

  test("a function of several numbers are those along which all infinite ones grow alike", () => {
    const gate = p.mul(x, p.sigmoid(input("gate")));
    expect(limitAt(gate, { x: Infinity, gate: -300 })).toBe(Infinity);
    expect(limitAt(gate, { x: Infinity, gate: -Infinity })).toBe(0);
  });
});

describe("the limits of each function", () => {
  const wrongLimit = (op: Primitive): string =>
    `Correct the rule of "${op}" in expression/limit/rules.ts: it is undefined only where there is no limit.`;
  const functions = primitives.filter((op) => !isReduction(op) && arityOf(op) === 1);

  test.each(functions)("%s at ∞ and −∞ is the value there, where it has one", (op) => {
    for (const at of [Infinity, -Infinity]) {
      const value = mathOracle(operation(op, x), { x: at });
      expect(limitAt(operation(op, x), { x: at }) ?? Number.NaN, wrongLimit(op)).toBe(value);
    }
  });

  test.each(functions)("%s is reached with the function's slope", (op) => {
    const f = (a: Operand): Expression => operation(op, a);
    const near = p.sub(f(p.add(0.7, p.div(1, x))), f(p.sub(0.7, p.div(1, x))));
    const slopeThere = mathOracle(slope(f(x)), { x: 0.7 });
    expect(limitAt(p.mul(p.div(x, 2), near), { x: Infinity }), wrongLimit(op)).toBeCloseTo(slopeThere, 9);
  });
});

const one: readonly ((a: Operand) => Expression)[] = [
  p.neg,
  p.abs,
  p.exp,
  p.tanh,
  p.sigmoid,
  p.softplus,
  p.atan,
  (a) => p.sqrt(p.add(1, p.square(a))),
  (a) => p.log(p.add(2, p.square(a))),
  (a) => p.max(a, 0.5),
  (a) => p.min(a, 2),
];
const two: readonly ((a: Operand, b: Operand) => Expression)[] = [
  p.add,
  p.mul,
  p.sub,
  (a, b) => p.div(a, p.add(1, p.square(b))),
];
const expressions = fc.letrec<{ node: Expression }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthIdentifier: "limit" },
    fc.constant<Expression>(x),
    fc.tuple(fc.constantFrom(...one), tie("node")).map(([f, a]) => f(a)),
    fc.tuple(fc.constantFrom(...two), tie("node"), tie("node")).map(([f, a, b]) => f(a, b)),
  ),
})).node;

/** Where larger and larger arguments lead, if that is plain to see: beyond every bound, to 0, or close to a number. */
function seenAt(f: Expression, sign: number): { limit: number; within: number } | undefined {
  const [a, b, c] = [15, 60, 240].map((at) => mathOracle(f, { x: sign * at })) as [number, number, number];
  if (![a, b, c].every(Number.isFinite)) return undefined;
  const [first, second] = [Math.abs(b / a), Math.abs(c / b)];
  if (first > 3 && second > 3 && Math.abs(c) > 100) return { limit: Infinity * Math.sign(c), within: 0 };
  if (first < 1 / 3 && second < 1 / 3 && Math.abs(c) < 0.01) return { limit: 0, within: 0 };
  const isSettled = Math.abs(c - b) <= Math.abs(b - a) / 2 && Math.abs(c - b) < 0.02 * Math.abs(c);
  return isSettled ? { limit: c, within: 0.03 * Math.abs(c) } : undefined;
}

test("where larger and larger arguments lead is the limit, of random expressions and their first two derivatives", () => {
  const seen = { infinite: 0, zero: 0, finite: 0 };
  fc.assert(
    fc.property(expressions, fc.integer({ min: 0, max: 2 }), fc.constantFrom(1, -1), (f, order, sign) => {
      const derived = slope(f, order);
      const expected = seenAt(derived, sign);
      const told = limitAt(derived, { x: sign * Infinity });
      if (expected === undefined || told === undefined || Number.isNaN(told)) return;
      const { limit, within } = expected;
      seen[Math.abs(limit) === Infinity ? "infinite" : limit === 0 ? "zero" : "finite"]++;
      if (within === 0) expect(told + 0).toBe(limit);
      else expect(Math.abs(told - limit), `${told} for ${limit}`).toBeLessThanOrEqual(within);
    }),
    { seed: 1, numRuns: 4000 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50);
});
