import type { Format } from "../tensor/dtype.js";

/**
 * A straight-line program over machine numbers: what an expression is lowered to before it runs.
 *
 * Every instruction does exactly one operation of IEEE 754 arithmetic (or moves bits) in one number format, in a fixed
 * order. A program therefore gives the same bits wherever it runs: interpreted here, or compiled to SIMD.
 */
export interface Program {
  readonly format: Format;
  /** The names of the inputs, in the order in which values are passed. */
  readonly inputs: readonly string[];
  /** Each may use the ones before it. */
  readonly instructions: readonly Instruction[];
  /** Which instructions' values are the results. */
  readonly outputs: readonly number[];
}

/** One step: a value from outside, a constant, or an operation on the values of earlier instructions. */
export type Instruction =
  | { readonly op: "input"; readonly input: number }
  | { readonly op: "constant"; readonly value: number }
  | { readonly op: Operation; readonly args: readonly number[] };

/**
 * The machine's operations. Numbers unless told otherwise; a mask is the result of a comparison and of nothing else.
 *
 * - `add` … `abs`: as IEEE 754 has them, rounded to nearest.
 * - `min(a, b)` is b < a ? b : a and `max(a, b)` is a < b ? b : a (WebAssembly's pmin and pmax): a NaN as a stays.
 * - `copysign(a, b)`: a's magnitude with b's sign.
 * - `less`, `lessEqual`, `equal`: a mask, false where an operand is NaN.
 * - `both`, `either`, `not`: of masks. `select(mask, a, b)`: a where the mask holds, otherwise b.
 * - `exponential(t)`: 2 to the power of (the low bits of t, taken as a biased exponent): t's bits shifted left by the width of the
 *   fraction. With t = n + {@link exponentBias}`[format]` for an integer n within the normal range it is 2^n.
 * - `exponent(a)`: the integer e with 2^e ≤ a < 2^(e+1), and `mantissa(a)`: a / 2^e; for a positive and normal.
 */
export type Operation =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "sqrt"
  | "neg"
  | "abs"
  | "min"
  | "max"
  | "copysign"
  | "less"
  | "lessEqual"
  | "equal"
  | "both"
  | "either"
  | "not"
  | "select"
  | "exponential"
  | "exponent"
  | "mantissa";

/** Adding this and taking it away again rounds to the nearest integer, to even at a tie, where |a| < 2^51 (2^22 in float32). */
export const roundingBias: Readonly<Record<Format, number>> = {
  float64: 1.5 * 2 ** 52,
  float32: 1.5 * 2 ** 23,
};

/** A {@link roundingBias} whose low bits hold the exponent's bias too, so that the sum is ready for `exponential`. */
export const exponentBias: Readonly<Record<Format, number>> = {
  float64: 1.5 * 2 ** 52 + 1023,
  float32: 1.5 * 2 ** 23 + 127,
};

/** Whether an operation gives a mask. */
export function givesMask(op: Instruction["op"]): boolean {
  return masks.has(op);
}

const masks: ReadonlySet<Instruction["op"]> = new Set([
  "less",
  "lessEqual",
  "equal",
  "both",
  "either",
  "not",
]);
