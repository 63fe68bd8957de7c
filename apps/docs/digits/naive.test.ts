import { type AnyActivation, activationNamed, type Tensor, tensor } from "@actfn/core";
import { referenceRuntime } from "@actfn/plot";
import { describe, expect, test } from "vitest";
import { erf, naive, naiveRows, pointsOf, sum } from "./naive.js";

const runtime = referenceRuntime();
const probes = [-Infinity, -3.7, -1, -1e-9, 0.25, 1, 5.5, 40];
const rows = [
  [1, -2],
  [-40, 0.5],
  [800, 799],
];
const terms = { ...Object.fromEntries(names().map((name) => [name, Math[name]])), erf, sum };

function names() {
  return ["exp", "log", "tanh", "sqrt", "abs"] as const;
}

/** The code of a formula as a function. */
function written(code: string): (x: number | readonly number[]) => number {
  const made = new Function(...Object.keys(terms), "x", `return ${code}`);
  return (x) => made(...Object.values(terms), x);
}

function ours(activation: AnyActivation, of: string, x: number | readonly number[]): number {
  const at = Float64Array.from([x].flat());
  if (typeof x !== "number") {
    return Number((runtime.forwardSync(activation, tensor(at), { axis: 0 }) as Tensor).data[0]);
  }
  const answer =
    of === "value"
      ? runtime.forwardSync(activation, at)
      : runtime.backwardSync(activation, at, Float64Array.of(1));
  return (answer as Float64Array)[0] as number;
}

function apart(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  return Number.isFinite(a - b) ? Math.abs(a - b) / Math.abs(b) : Infinity;
}

const formulas = [...Object.entries(naive), ...Object.entries(naiveRows)].flatMap(([name, all]) =>
  all.map((formula) => ({ name, ...formula, compute: formula.compute as (x: unknown) => number })),
);

describe.each(formulas)("the naive $of of $name", ({ name, of, code, compute }) => {
  const activation = activationNamed(name);
  const points = pointsOf(name, of);

  test("is computed as its code says", () => {
    const inputs = name in naiveRows ? rows : probes;
    for (const x of inputs) expect(compute(x)).toBe(written(code)(x));
  });

  test("agrees with the exact value at its first input, and fails at its last", () => {
    const error = points.map(({ x, exact }) => apart(compute(x), Number(exact)));
    expect(error[0]).toBeLessThan(1e-13);
    expect(error.at(-1)).toBeGreaterThan(1e-3);
  });

  test("has exact values beside it, which the definition meets to 14 digits everywhere", () => {
    for (const { x, exact } of points)
      expect(apart(ours(activation, of, x), Number(exact))).toBeLessThan(1e-14);
  });
});

test("the error function that they call is one", () => {
  for (const x of [-5.9, -1, 1e-9, 0.5, 2.2, 4]) {
    expect(apart(erf(x), ours(activationNamed("erf"), "value", x))).toBeLessThan(1e-15);
  }
});
