import * as program from "../index.js";
import { type Power, restOf } from "./exp.js";

type Builder = program.Builder;
type Value = program.Value;

/** GELU's approximation by tanh is x · sigmoid(u) with u = x·(LINEAR + LINEAR·CUBIC·x²). */
const LINEAR = 2 * Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;
/** u in units of ln 2, so that what is left when it is rounded needs no correction. */
const [FIRST, THIRD] = [LINEAR * Math.LOG2E, LINEAR * CUBIC * Math.LOG2E];
/** Parts of both with so few bits that what they are multiplied with and added to below is exact, and what is left. */
const [FIRST_HIGH, THIRD_HIGH] = [
  Math.round(FIRST * 2 ** 19) / 2 ** 19,
  Math.round(THIRD * 2 ** 11) / 2 ** 11,
];

/** The x of which `a` is u; undefined where it is something else. */
export function ofInner(b: Builder, a: Value): Value | undefined {
  const made = b.instruction(a);
  if (made.op !== "mul") return undefined;
  for (const arg of made.args) {
    const part = b.instruction(arg);
    if (part.op !== "mul") continue;
    const x = part.args.find((candidate) => innerOf(b, candidate) === a);
    if (x !== undefined) return x;
  }
  return undefined;
}

/** u as it is lowered: equal instructions are one, so that asking for it finds it. */
function innerOf(b: Builder, x: Value): Value {
  const bracket = b.add(b.constant(1), b.mul(b.constant(CUBIC), b.mul(x, x)));
  return b.mul(b.constant(LINEAR), b.mul(x, bracket));
}

/** |x|, held where e^−u · 2^lift is 0. */
export function heldSize(b: Builder, x: Value, lift: number): Value {
  return b.min(b.abs(x), b.constant(reach(lift)));
}

/**
 * e^−u · 2^lift, taken apart, for a size that {@link heldSize} holds. In float32 u alone would cost up to 150 units in the last
 * place, so it is computed in two parts: with h, the size rounded to a sixteenth, and w, the bracket rounded to 2^-12, h² and h·w
 * are exact, and all else is small.
 */
export function decayOfInner(b: Builder, size: Value, lift: number): Power {
  const h = toGrid(b, size, 2 ** -4);
  const d = b.sub(size, h);
  const square = b.mul(h, h);
  const bracket = b.add(b.mul(square, b.constant(THIRD_HIGH)), b.constant(FIRST_HIGH));
  const w = toGrid(b, bracket, 2 ** -12);
  const left = b.add(
    b.mul(b.mul(d, b.add(size, h)), b.constant(THIRD)),
    b.add(b.mul(square, b.constant(THIRD - THIRD_HIGH)), b.constant(FIRST - FIRST_HIGH)),
  );
  const high = b.mul(h, w);
  const low = b.add(b.mul(size, left), b.add(b.mul(d, bracket), b.mul(h, b.sub(bracket, w))));
  const bias = b.constant(program.exponentBias.float32 + lift);
  const biased = b.sub(bias, b.add(high, low));
  const n = b.sub(biased, bias);
  const rest = b.add(b.add(high, n), low);
  const coefficients = restOf(true)
    .slice(1)
    .map((c, k) => c * (-Math.LN2) ** (k + 1));
  return { biased, n, fraction: b.mul(rest, b.polynomial(rest, coefficients)) };
}

/** The nearest multiple of a power of two. */
function toGrid(b: Builder, a: Value, step: number): Value {
  const magic = b.constant(1.5 * 2 ** 23 * step);
  return b.sub(b.add(a, magic), magic);
}

/** Where u in units of ln 2 is what makes the exponent of a power raised by `lift` 0, and a little more. */
function reach(lift: number): number {
  const wanted = 127 + lift + 0.4;
  let x = 10;
  for (let step = 0; step < 8; step++)
    x -= (x * (FIRST + THIRD * x * x) - wanted) / (FIRST + 3 * THIRD * x * x);
  return x;
}
