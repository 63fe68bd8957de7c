import type { Kernel, OptionNumbers } from "../index.js";
import * as program from "../index.js";
import type { Inaccuracy } from "./inaccuracy.js";
import { sampleLine } from "./sample.js";

/** The smallest float32. */
const LEAST = 2 ** -149;
/** The error allowed beside an infinite input, in units of 2^-23 of the result: a wrong limit is off by far more. */
const LIMIT_ULPS = 8;

/** What the check needs to know of a program, and the error that it allows. */
export interface AccuracyCheck {
  /** The inputs that may be infinite or NaN: x or its parts. */
  readonly elements: readonly string[];
  /** The inputs that are options. Each set of their sample values is checked separately. */
  readonly options: readonly string[];
  /** Whether terms may cancel, as in a gradient near its zeros. Errors are then also measured against the largest term. */
  readonly cancels: boolean;
  /** Whether x is the only input that varies. A factor beside it may be subnormal and have lost digits. */
  readonly alone: boolean;
  /** The largest error allowed, in units in the last place. */
  readonly ulps: number;
}

/** Runs a float32 program and the strict one on the same inputs, with values for the options that are inputs. */
export type RunBoth = (inputs: readonly Float32Array[], options: OptionNumbers) => BothResults;

/** The results of a float32 program, and those of the strict one, unrounded. */
export interface BothResults {
  readonly got: readonly Float32Array[];
  readonly wanted: readonly Float64Array[];
}

/** The first result that is wrong where an element is infinite or NaN; undefined if there is none. */
export function findWrongLimit(
  fast: program.Program,
  strict: program.Program,
  kernel: Kernel,
  { elements }: AccuracyCheck,
): Inaccuracy | undefined {
  const probesIn = (format: program.Format): Float64Array[] =>
    specials(fast.inputs, elements, program.uniformSamples(kernel, format));
  const probes = probesIn("float32");
  const got = program.answers(fast, probes, "float32");
  const wanted = program.answers(strict, probesIn("float64"), "float64");
  for (const [j, values] of wanted.entries()) {
    for (const [i, exact] of values.entries()) {
      const found = got[j]?.[i] as number;
      const rounded = Math.fround(exact);
      const isRight =
        !Number.isFinite(rounded) || rounded === 0
          ? Object.is(found, rounded)
          : Math.abs(found - exact) <= LIMIT_ULPS * 2 ** -23 * Math.abs(exact);
      if (isRight) continue;
      const inputs = fast.inputs.map((name, k) => [name, probes[k]?.[i] as number] as const);
      return { inputs, got: found, exact, allowed: LIMIT_ULPS };
    }
  }
  return undefined;
}

/** The first result of a float32 program that is too far from the strict one, over the range of float32; undefined if there is none. */
export function findInaccuracy(
  names: readonly string[],
  check: AccuracyCheck,
  options: OptionNumbers,
  run: (inputs: readonly Float32Array[]) => BothResults,
): Inaccuracy | undefined {
  for (const inputs of sampleLine(names, check.options)) {
    const moving = inputs.find((input) => input[0] !== input[1]) as Float32Array;
    const { got, wanted } = run(inputs);
    for (const [j, values] of wanted.entries()) {
      const found = got[j] as Float32Array;
      const i = firstOutside(found, values, moving, check);
      if (i < 0) continue;
      const at = names.map((name, k): readonly [string, number] => {
        return [name, options[name] ?? (inputs[k]?.[i] as number)];
      });
      return { inputs: at, got: found[i] as number, exact: values[i] as number, allowed: check.ulps };
    }
  }
  return undefined;
}

/** The index of the first result outside the bound; −1 if there is none. */
function firstOutside(
  got: Float32Array,
  wanted: Float64Array,
  x: Float32Array,
  { cancels, ulps, alone }: AccuracyCheck,
): number {
  for (let i = 0; i < wanted.length; i++) {
    const value = wanted[i] as number;
    const found = got[i] as number;
    const error = Math.abs(found - value);
    if (error === 0 || found === Math.fround(value)) continue;
    const ulp = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(value))), -126) - 23);
    if (error <= ulps * ulp) continue;
    const at = x[i] as number;
    const lost = alone ? 0 : LEAST * Math.min(Math.max(1, Math.abs(at)), 200);
    if (error <= ulps * ulp + lost) continue;
    if (!cancels) return i;
    const slope = (value - (wanted[i - 1] ?? value)) / (at - (x[i - 1] ?? 0));
    // Near a zero of the gradient its terms are about |x·slope|.
    const term = Math.abs(at * slope) / Math.max(1, at * at);
    if (!(error <= 2 ** -23 * term + lost)) return i;
  }
  return -1;
}

function specials(
  names: readonly string[],
  elements: readonly string[],
  uniforms: readonly OptionNumbers[],
): Float64Array[] {
  const all = program.probeInputs(names, uniforms);
  const rows = [...(all[0] as Float64Array).keys()].filter((row) =>
    names.every((name, i) => {
      if (Object.hasOwn(uniforms[0] as object, name)) return true;
      const value = all[i]?.[row] as number;
      return Number.isFinite(value) ? isEveryday(value) : elements.includes(name);
    }),
  );
  return all.map((column) => Float64Array.from(rows, (row) => column[row] as number));
}

function isEveryday(value: number): boolean {
  return value === 0 || (Math.abs(value) >= 0.3 && Math.abs(value) <= 300);
}
