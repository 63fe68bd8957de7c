import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mathOracle } from "../../test/math-oracle.js";
import { toTex } from "../typeset/tex.js";
import { differentiate, vectorJacobian } from "./differentiate.js";
import { constant, type Expression, input, operation, type Primitive, parameter } from "./expression.js";
import { arityOf, isReduction, primitives } from "./primitives/table.js";
import * as p from "./primitives.js";

const x = input("x");

/** The slope by Richardson extrapolation of central differences, good to about 1e-10. */
function slope(expression: Expression, at: number): number {
  const central = (h: number): number =>
    (mathOracle(expression, { x: at + h }) - mathOracle(expression, { x: at - h })) / (2 * h);
  const h = 2 ** -9;
  const [a, b, c] = [central(h), central(h / 2), central(h / 4)] as const;
  const [d, e] = [(4 * b - a) / 3, (4 * c - b) / 3];
  return (16 * e - d) / 15;
}

/** Each primitive of one argument, of x where it has a value on both sides of 0, otherwise of x² + 1. */
const smooth = new Map(
  primitives
    .filter((op) => !isReduction(op) && arityOf(op) === 1 && op !== "sign")
    .map((op): [Primitive, Expression] => {
      const isEverywhere = op !== "abs" && !Number.isNaN(mathOracle(operation(op, x), { x: -2 }));
      return [op, operation(op, isEverywhere ? x : p.add(p.square(x), 1))];
    }),
);

test.each([...smooth])("the derivative of %s is its slope", (op, f) => {
  const derivative = differentiate(f, x);
  const wrong = `Correct vjp in the record of "${op}" in expression/primitives/, or its values in test/math-oracle.ts.`;
  for (let at = -3; at <= 3; at += 0.375)
    expect(mathOracle(derivative, { x: at }), wrong).toBeCloseTo(slope(f, at), 7);
});

describe("differentiate agrees with the slope of the expression", () => {
  test.each([...smooth])("%s, alone, in a product, in a quotient and nested, to the second order", (_, f) => {
    const forms = [f, p.mul(x, f), p.div(f, p.add(2, p.square(x))), p.sub(p.tanh(f), p.mul(3, f))];
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (at) => {
        for (const form of forms) {
          const first = differentiate(form, x);
          const second = differentiate(first, x);
          expect(mathOracle(first, { x: at })).toBeCloseTo(slope(form, at), 7);
          expect(mathOracle(second, { x: at })).toBeCloseTo(slope(first, at), 7);
        }
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  test("by a parameter, such as the slope of LeakyReLU", () => {
    const alpha = parameter("alpha");
    const leaky = p.where(p.greater(x, 0), x, p.mul(alpha, x));
    const byAlpha = differentiate(leaky, alpha);
    expect(mathOracle(byAlpha, { x: -3, alpha: 0.1 })).toBe(-3);
    expect(mathOracle(byAlpha, { x: 3, alpha: 0.1 })).toBe(0);
  });
});

describe("kinks follow the convention", () => {
  const at = (expression: Expression, value: number): number =>
    mathOracle(differentiate(expression, x), { x: value });

  test("max(x, 0) and min(x, 6) have slope 0 at the kink", () => {
    expect(at(p.max(x, 0), 0)).toBe(0);
    expect(at(p.min(p.max(x, 0), 6), 6)).toBe(0);
    expect(at(p.min(p.max(x, 0), 6), 3)).toBe(1);
  });

  test("where has the slope of the branch taken, and the other's NaN does not leak", () => {
    const f = p.where(p.greater(x, 0), p.sqrt(x), p.mul(0.5, x));
    expect(at(f, 0)).toBe(0.5);
    expect(at(f, -4)).toBe(0.5);
    expect(at(f, 4)).toBe(0.25);
  });

  test("|x| has slope 0 at 0", () => {
    expect(at(p.abs(x), 0)).toBe(0);
  });
});

describe("derivatives keep their digits where the naive form loses them", () => {
  test("sigmoid'(40) is not 0", () => {
    expect(mathOracle(differentiate(p.sigmoid(x), x), { x: 40 })).toBeCloseTo(4.248354255291589e-18, 30);
  });

  test("tanh'(20) is not 0", () => {
    expect(mathOracle(differentiate(p.tanh(x), x), { x: 20 })).toBeCloseTo(1.6993417021166355e-17, 30);
  });
});

test("a row's gradient sums what each element passes through a shared number", () => {
  const e = p.exp(p.sub(x, p.maxAlong(x)));
  const [gradient] = vectorJacobian([p.div(e, p.sumAlong(e))], [input("dy")], [x]);
  expect(toTex(gradient as Expression)).toContain("\\sum_j");
});

test("what does not depend on the variable has derivative 0", () => {
  expect(differentiate(p.exp(constant(2)), x)).toEqual(constant(0));
});
