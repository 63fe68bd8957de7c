import type { Kernel, OptionNumbers } from "@actfn/core/program";
import * as program from "@actfn/core/program";
import type { Answers } from "../engine/trial.js";
import { sampleLine } from "./sample.js";

/** The smallest float32. */
const LEAST = 2 ** -149;

/** What is promised of a program. */
export interface PromiseMade {
  /** The inputs at whose infinities and NaN it must be right: x or its parts. */
  readonly elements: readonly string[];
  /** The inputs that are options: each of their values is a trial of its own. */
  readonly options: readonly string[];
  /** Whether terms may cancel, as in a gradient near its zeros: errors are then measured by the terms too. */
  readonly cancels: boolean;
  /** Whether it has one number that varies, x; a factor beside it may be subnormal and have lost digits. */
  readonly alone: boolean;
  /** Units in the last place that a result may be off in a trial. */
  readonly ulps: number;
}

/** Whether a float32 program is right where an element is infinite or NaN, beside numbers of everyday size. */
export function isRightAtSpecials(
  fast: program.Program,
  strict: program.Program,
  kernel: Kernel,
  { elements }: PromiseMade,
): boolean {
  const probesIn = (format: program.Format): Float64Array[] =>
    specials(fast.inputs, elements, program.uniformSamples(kernel, format));
  const got = program.answers(fast, probesIn("float32"), "float32");
  const wanted = program.answers(strict, probesIn("float64"), "float64");
  return wanted.every((values, j) =>
    values.every((value, i) => {
      const found = got[j]?.[i] as number;
      const rounded = Math.fround(value);
      if (!Number.isFinite(rounded) || rounded === 0) return Object.is(found, rounded);
      return Math.abs(found - value) <= 2 ** -20 * Math.abs(value);
    }),
  );
}

/** Whether a float32 program stays as near to a strict one as is promised, over the line of numbers. */
export function keepsPromise(
  names: readonly string[],
  promise: PromiseMade,
  trial: (inputs: readonly Float32Array[]) => Answers,
): boolean {
  return sampleLine(names, promise.options).every((inputs) => {
    const moving = inputs.find((input) => input[0] !== input[1]) as Float32Array;
    const { got, wanted } = trial(inputs);
    return wanted.every((values, j) => isWithin(got[j] as Float32Array, values, moving, promise));
  });
}

function isWithin(
  got: Float32Array,
  wanted: Float64Array,
  x: Float32Array,
  { cancels, ulps, alone }: PromiseMade,
): boolean {
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
    if (!cancels) return false;
    const slope = (value - (wanted[i - 1] ?? value)) / (at - (x[i - 1] ?? 0));
    // Near a zero of the gradient its terms are about |x·slope|.
    const term = Math.abs(at * slope) / Math.max(1, at * at);
    if (!(error <= 2 ** -23 * term + lost)) return false;
  }
  return true;
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
