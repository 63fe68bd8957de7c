import { assert, expect, test } from "vitest";
import { valuesOf } from "../../test/evaluate.js";
import { defineActivation } from "../activation/define.js";
import { operation, type Primitive } from "../expression/expression.js";
import { primitives } from "../expression/primitives/table.js";
import { namedFunction } from "./tex.js";

/** The integral of f from a to b by Simpson's rule. */
function integral(f: (t: number) => number, a: number, b: number): number {
  const n = 4000;
  const h = (b - a) / n;
  let sum = f(a) + f(b);
  for (let i = 1; i < n; i++) sum += (i % 2 === 1 ? 4 : 2) * f(a + i * h);
  return (sum * h) / 3;
}

const { exp, sqrt, log, PI } = Math;

/** What each meaning says, read off its TeX. */
const readings: Partial<Record<Primitive, (u: number) => number>> = {
  atan: (u) => integral((t) => 1 / (1 + t * t), 0, u),
  tanh: (u) => (exp(u) - exp(-u)) / (exp(u) + exp(-u)),
  sech: (u) => 2 / (exp(u) + exp(-u)),
  sigmoid: (u) => 1 / (1 + exp(-u)),
  softplus: (u) => log(1 + exp(u)),
  erf: (u) => (2 / sqrt(PI)) * integral((t) => exp(-t * t), 0, u),
  normalCdf: (u) => integral((t) => exp((-t * t) / 2), -12, u) / sqrt(2 * PI),
  normalPdf: (u) => exp((-u * u) / 2) / sqrt(2 * PI),
  sign: (u) => (u < 0 ? -1 : u === 0 ? 0 : 1),
};

const defined = primitives.filter((op) => namedFunction(op)?.at !== undefined);

test.each(defined)("%s is what its meaning in tex.ts says", (op) => {
  const reading = readings[op];
  assert(
    reading,
    `Write what the meaning of "${op}" says as a function of a number, among the readings of this test.`,
  );
  const activation = defineActivation({ name: "named", expression: ({ x }) => operation(op, x) });
  const points = [-2.5, -1, -0.25, 0, 0.5, 3];
  const values = valuesOf(activation, points);
  for (const [i, u] of points.entries())
    expect(values[i], `${op}(${u}); compare tex.ts with the reading here`).toBeCloseTo(reading(u), 9);
});
