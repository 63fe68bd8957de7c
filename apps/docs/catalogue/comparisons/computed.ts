import { activationNamed } from "@actfn/core";
import { linspace, type OptionValues, referenceRuntime } from "@actfn/plot";
import { number, significant } from "../wording.js";

const runtime = referenceRuntime();

/** Values of an activation in float64, by its definition. */
export function valuesOf(name: string, x: Float64Array, options: OptionValues = {}): Float64Array {
  return runtime.forwardSync(activationNamed(name), x, options) as Float64Array;
}

/** The value at one input. */
export function at(name: string, x: number, options: OptionValues = {}): number {
  return valuesOf(name, Float64Array.of(x), options)[0] as number;
}

/** Where two functions differ most between two inputs, on a fine grid, in words: `0.0203 at x = −2.27`. */
export function largestDifference(
  a: (x: Float64Array) => Float64Array,
  b: (x: Float64Array) => Float64Array,
  [from, to]: readonly [number, number] = [-10, 10],
): string {
  const x = linspace(from, to, 20_001);
  const [left, right] = [a(x), b(x)];
  let worst = 0;
  const distance = (i: number): number => Math.abs((left[i] as number) - (right[i] as number));
  for (let i = 1; i < x.length; i++) if (distance(i) > distance(worst)) worst = i;
  return `${significant(distance(worst), 3)} at x = ${number(x[worst] as number, 3)}`;
}

/** Where an activation is lowest, from its definition: its facts are checked against its expression by the tests. */
export function minimumOf(name: string): string {
  const { minimum } = activationNamed(name).definition.properties;
  if (minimum === undefined) throw new Error(`${name} has no lowest point.`);
  return `${significant(minimum.y, 4)} at x = ${significant(minimum.x, 4)}`;
}

/** The steepest slope, from its definition. */
export function steepestOf(name: string): string {
  return number(activationNamed(name).definition.properties.lipschitz ?? Number.NaN, 4);
}

/** Φ, the normal distribution, by the definition of erf. */
const normal = (x: number): number => 0.5 * (1 + at("erf", x / Math.SQRT2));

/** SELU's two constants from the two conditions that define them: a standard normal input keeps mean 0 and variance 1. */
export function seluConstants(): { readonly alpha: number; readonly scale: number } {
  const positive = 1 / Math.sqrt(2 * Math.PI);
  const half = Math.sqrt(Math.E) * normal(-1);
  const alpha = positive / (0.5 - half);
  const squares = 0.5 + alpha ** 2 * (Math.E ** 2 * normal(-2) - 2 * half + 0.5);
  return { alpha, scale: 1 / Math.sqrt(squares) };
}
