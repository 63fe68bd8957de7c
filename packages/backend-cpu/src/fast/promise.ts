import { program } from "@actfn/core";

/** Units in the last place that a fast result may be off: less than is promised, since not every input is tried. */
const ULPS = 3.7;
/** The same for a distribution function's tail, whose promise is 10. */
const TAIL_ULPS = 9;
/** The smallest float32. */
const LEAST = 2 ** -149;

/** What is promised of a program. */
export interface PromiseMade {
  /** The inputs at whose infinities and NaN it must be right: x or its parts. */
  readonly elements: readonly string[];
  /** Whether terms may cancel, as in a gradient near its zeros: errors are then measured by the terms too. */
  readonly cancels: boolean;
  /** Whether it has a normal distribution's tail. */
  readonly tail: boolean;
}

/** Whether a float32 program stays as near to a strict one as is promised, at a sample of inputs. */
export function keepsPromise(fast: program.Program, strict: program.Program, promise: PromiseMade): boolean {
  const special = specials(fast.inputs, promise.elements);
  return [special, ...samples(fast.inputs)].every((inputs) => within(fast, strict, inputs, promise));
}

/** Infinities and NaN in the elements, beside numbers of everyday size. */
function specials(names: readonly string[], elements: readonly string[]): Float64Array[] {
  const all = program.probeInputs(names.length);
  const rows = [...(all[0] as Float64Array).keys()].filter((row) =>
    names.every((name, i) => {
      const value = all[i]?.[row] as number;
      return Number.isFinite(value) ? isEveryday(value) : elements.includes(name);
    }),
  );
  return all.map((column) => Float64Array.from(rows, (row) => column[row] as number));
}

function within(
  fast: program.Program,
  strict: program.Program,
  inputs: readonly Float64Array[],
  promise: PromiseMade,
): boolean {
  const got = program.answers(fast, inputs, "float32");
  const wanted = program.answers(strict, inputs, "float64");
  const x = inputs[0] as Float64Array;
  return wanted.every((values, j) =>
    values.every((value, i) => {
      const found = got[j]?.[i] as number;
      if (!Number.isFinite(Math.fround(value)) || value === 0) return Object.is(found, Math.fround(value));
      const slope = (value - (values[i - 1] ?? value)) / ((x[i] as number) - (x[i - 1] ?? 0));
      const alone = inputs.length === 1;
      return Math.abs(found - value) <= allowed(value, x[i] as number, slope, alone, promise);
    }),
  );
}

/** How far a result may be off. `slope` is the result's change with x: its terms are about |x·slope| where they cancel. */
function allowed(
  value: number,
  x: number,
  slope: number,
  alone: boolean,
  { cancels, tail }: PromiseMade,
): number {
  const ulp = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(value))), -126) - 23);
  const rounded = (tail ? TAIL_ULPS : ULPS) * ulp;
  // A factor among the subnormal numbers has lost digits before it meets another.
  const lost = alone ? 0 : LEAST * Math.max(1, Math.abs(x));
  if (!cancels) return rounded + lost;
  const term = Math.abs(x * slope) / Math.max(1, x * x);
  return Math.max(rounded, 2 ** -23 * (Number.isFinite(term) ? term : 0)) + lost;
}

function isEveryday(value: number): boolean {
  return value === 0 || (Math.abs(value) >= 0.3 && Math.abs(value) <= 300);
}

/** Inputs to try: one of them runs over the line of numbers, in order, while the others stay. */
function samples(names: readonly string[]): Float64Array[][] {
  const line = numberLine();
  const fixed = [1, -0.37, 4.6];
  const moving = names.flatMap((name, at) => (name.startsWith("dy") ? [] : [at]));
  return moving.flatMap((at) =>
    (names.length === 1 ? [1] : fixed).map((value) =>
      names.map((name, i) => {
        if (i === at) return line;
        return new Float64Array(line.length).fill(name.startsWith("dy") ? 1 : value);
      }),
    ),
  );
}

let remembered: Float64Array | undefined;

/** Numbers over the whole range of float32, dense where functions bend, in increasing order. */
function numberLine(): Float64Array {
  if (remembered !== undefined) return remembered;
  const numbers: number[] = [];
  for (let i = 0; i < 500; i++) numbers.push(0.0297 * i + 0.001, 0.2231 * i + 0.07);
  for (let e = -149; e < 128; e += 2) numbers.push(1.37 * 2 ** e);
  const all = [...numbers, ...numbers.map((n) => -n)].map(Math.fround);
  remembered = Float64Array.from(new Set(all)).sort();
  return remembered;
}
