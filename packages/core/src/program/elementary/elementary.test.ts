import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { familyOf, primitives } from "../../expression/primitives/table.js";
import { type Arithmetic, Builder, double, interpret, single, singleGradient } from "../index.js";

interface Reference {
  readonly arguments: readonly number[];
  /** Each value as two doubles, high and low. */
  readonly values: readonly (readonly [number, number])[];
}

/** Written by fit/reference.py. */
const table = JSON.parse(
  readFileSync(new URL("./testdata/reference.json", import.meta.url), "utf8"),
) as Record<keyof Arithmetic["rules"], Reference>;
const names = Object.keys(table) as (keyof typeof table)[];

function evaluate(
  arithmetic: Arithmetic,
  name: keyof Arithmetic["rules"],
  xs: readonly number[],
): Float64Array {
  const builder = new Builder("float64");
  const rule = arithmetic.rules[name] as (builder: Builder, a: number) => number;
  const out = new Float64Array(xs.length);
  interpret(builder.program([rule(builder, builder.input("a"))], ["a"]))(
    [Float64Array.from(xs)],
    [out],
    xs.length,
  );
  return out;
}

/** The largest error in units of 2^-52 of the value's binade, and where it is. */
function worst(
  arithmetic: Arithmetic,
  name: keyof typeof table,
  keep: (a: number, value: number) => boolean,
) {
  const { arguments: xs, values } = table[name];
  const got = evaluate(arithmetic, name, xs);
  let found = { ulp: 0, at: Number.NaN };
  for (const [i, [high, low]] of values.entries()) {
    const a = xs[i] as number;
    if (high === 0 || !keep(a, high)) continue;
    const unit = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(high))), -1022) - 52);
    const ulp = Math.abs((got[i] as number) - high - low) / unit;
    if (!(ulp <= found.ulp)) found = { ulp, at: a };
  }
  return found;
}

const tooFar = (name: string, at: number): string =>
  `In units in the last place; the worst argument is ${at}. Correct the function of "${name}" in program/elementary/.`;

const inFloat32 = (a: number, value: number) =>
  Math.abs(a) < 3.4e38 && Math.abs(value) > 1e-46 && Math.abs(value) < 3.4e38;

const functions = primitives.filter((op) =>
  ["exponential", "gaussian", "trigonometric"].includes(familyOf(op)),
);

describe("the elementary functions against 60 digits", () => {
  it.each(functions)("%s has values to be compared with", (name) => {
    expect(
      names,
      `Add "${name}" to FUNCTIONS in packages/core/fit/reference.py, and run the command at the head of that file.`,
    ).toContain(name);
  });

  it.each(names)("single: %s is within 2^-34, so that rounding to float32 stays within 0.501 ulp", (name) => {
    const { ulp, at } = worst(single, name, inFloat32);
    expect(ulp, tooFar(name, at)).toBeLessThan(2 ** (52 - 34));
  });

  // The square in the exponent loses a few bits of a double there, far fewer than a float32 shows.
  const relaxed: Partial<Record<string, number>> = { normalPdf: 64, normalCdf: 64 };

  it.each(names)("singleGradient: %s is good to the last bits over the range of float32", (name) => {
    const { ulp, at } = worst(singleGradient, name, inFloat32);
    expect(ulp, tooFar(name, at)).toBeLessThan(relaxed[name] ?? 4);
  });

  it.each(names)("double: %s is within 4 ulp over the range of doubles", (name) => {
    const { ulp, at } = worst(double, name, () => true);
    expect(ulp, tooFar(name, at)).toBeLessThan(4);
  });
});

describe("the edges of the elementary functions", () => {
  const edges = [0, -0, Infinity, -Infinity, Number.NaN];
  const same: Record<string, (a: number) => number> = {
    log: Math.log,
    log1p: Math.log1p,
    atan: Math.atan,
  };

  it.each(Object.keys(same))("%s has the values of Math at 0, the infinities and NaN", (name) => {
    const got = evaluate(double, name as keyof typeof table, [...edges, -2]);
    expect([...got]).toEqual([...edges, -2].map(same[name] as (a: number) => number));
  });

  it.each([single, singleGradient, double])("odd functions keep the sign of zero in $name", (arithmetic) => {
    for (const name of ["expm1", "log1p", "sin", "atan", "tanh", "erf"] as const) {
      expect([...evaluate(arithmetic, name, [0, -0])], name).toEqual([0, -0]);
    }
  });

  it.each([single, singleGradient, double])("NaN stays NaN in $name", (arithmetic) => {
    for (const name of names) expect(evaluate(arithmetic, name, [Number.NaN])[0], name).toBeNaN();
  });

  it("double reaches overflow and the subnormal numbers as an exponential should", () => {
    const [over, last, tiny, least, under] = evaluate(double, "exp", [709.79, 709.78, -744, -745.1, -746]);
    expect(over).toBe(Infinity);
    expect(last).toBeLessThan(Number.MAX_VALUE);
    expect(tiny).toBe(Math.exp(-744));
    expect(least).toBe(Number.MIN_VALUE);
    expect(under).toBe(0);
  });
});
