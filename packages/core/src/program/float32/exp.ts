import * as program from "../index.js";
import { fast } from "./coefficients.js";

type Builder = program.Builder;
type Value = program.Value;

// ln 2 in two parts: the first has 9 trailing zero bits, so that its product with an exponent is exact. Both are positive:
// what is taken from −0 then leaves −0.
export const LN2_HIGH = 0.693145751953125;
export const LN2_LOW = 1.428606765330187e-6;

/** e^(a + tail) taken apart as 2ⁿ · (1 + fraction). */
export interface Power {
  /** n plus the bias that makes it ready for `exponential`. */
  readonly biased: Value;
  readonly n: Value;
  readonly fraction: Value;
}

/**
 * Takes e^a apart, or e^−a where `negated`, with n raised by `shift`: the result is then e^a · 2^shift, which keeps results
 * that would be subnormal in the normal range until a last multiplication brings them back. a must be clamped already.
 */
export function power(
  b: Builder,
  a: Value,
  { negated = false, shift = 0, tail }: { negated?: boolean; shift?: number; tail?: Value } = {},
): Power {
  const sign = negated ? -1 : 1;
  const bias = b.constant(program.exponentBias.float32 + shift);
  const biased = b.add(b.mul(a, b.constant(sign * Math.LOG2E)), bias);
  const n = b.sub(biased, bias);
  // r = a − n·ln2; negated, the polynomial is in −r = a + n·ln2, with the signs of its odd coefficients turned.
  const high = b.constant(sign * LN2_HIGH);
  const low = b.constant(sign * LN2_LOW);
  const rough = b.sub(a, b.mul(n, high));
  let lost = b.mul(n, low);
  if (tail !== undefined) lost = b.sub(lost, tail);
  const r = b.sub(rough, lost);
  const rest = fast.expm1OverR.slice(1).map((c, k) => (negated && k % 2 === 1 ? -c : c));
  // What rounding r has lost is put right in the last step: `rough` is exact.
  const curved = b.mul(b.mul(r, r), b.polynomial(r, rest));
  return {
    biased,
    n,
    fraction: negated ? b.sub(b.add(curved, lost), rough) : b.add(b.sub(curved, lost), rough),
  };
}

/** e^a as a power of two and a rest near 1. */
export interface Parts {
  /** 2^(n + shift). */
  readonly power: Value;
  /** e^r · scale with |r| ≤ ln2/2, or e^−r · scale where inverse. */
  readonly rest: Value;
}

/**
 * e^a as 2ⁿ · e^r, cheaper than `power` and less exact by a unit; a must be clamped already. What the rest is multiplied with
 * goes into its coefficients and what the power is goes into its exponent, so that both cost nothing.
 */
export function parts(
  b: Builder,
  a: Value,
  { shift = 0, scale = 1, inverse = false, negated = false, careful = false }: PartsOptions = {},
): Parts {
  const { biased, r } = reduced(b, a, { shift, factor: negated ? -1 : 1 });
  const turned = negated !== inverse;
  const coefficients = restOf(careful).map((c, k) => (turned && k % 2 === 1 ? -c : c) * scale);
  return { power: b.exponential(biased), rest: b.polynomial(r, coefficients) };
}

/** Coefficients of e^r. */
export function restOf(careful: boolean): readonly number[] {
  return careful ? [1, ...fast.expm1OverR] : fast.expOfR;
}

/** n = round(a·factor/ln2), with the bias that makes it ready for `exponential`, and r = a − n·ln2/factor. */
export function reduced(
  b: Builder,
  a: Value,
  { shift = 0, factor = 1 }: { readonly shift?: number; readonly factor?: number },
): { biased: Value; r: Value } {
  const bias = b.constant(program.exponentBias.float32 + shift);
  const biased = b.add(b.mul(a, b.constant(factor * Math.LOG2E)), bias);
  const n = b.sub(biased, bias);
  const high = b.sub(a, b.mul(n, b.constant(LN2_HIGH / factor)));
  return { biased, r: b.sub(high, b.mul(n, b.constant(LN2_LOW / factor))) };
}

/** e^−size is 2ⁿ with an exponent that makes a power raised by `shift` 0 here, so that whatever it meets vanishes. */
export function vanishing(shift: number): number {
  return (127 + shift) * Math.LN2 + 0.3;
}

/** How {@link parts} takes e^a apart, or e^−a where `negated`. */
interface PartsOptions {
  readonly shift?: number;
  readonly scale?: number;
  readonly inverse?: boolean;
  readonly negated?: boolean;
  /** Whether the rest is good to its last bits, for two operations more, instead of to a unit. */
  readonly careful?: boolean;
}

/** e^−|a|; what is too small is 0. */
export function decay(b: Builder, size: Value, careful = false): Value {
  const held = b.min(size, b.constant(vanishing(LIFT)));
  const { power: scale, rest } = parts(b, held, { negated: true, shift: LIFT, scale: LOWERED, careful });
  return b.mul(scale, rest);
}

/** 2ⁿ · (1 + fraction), which overflows to Infinity where n does. */
export function whole(b: Builder, { biased, fraction }: Power): Value {
  return b.mul(b.add(fraction, b.constant(1)), b.exponential(biased));
}

/** Results of at most 1 are computed 2^24 times as large, so that none is subnormal before it is complete. */
export const LIFT = 24;
/** What brings a lifted result back. */
export const LOWERED: number = 2 ** -LIFT;

/** e^a · 2^{@link LIFT} for a ≤ 0; 0 where even that is too small. */
export function liftedExp(b: Builder, a: Value, tail?: Value): Value {
  return whole(b, liftedPower(b, a, tail));
}

/** eᵃ for a ≤ 0. */
export function expOfShifted(b: Builder, a: Value): Value {
  const held = b.max(a, b.constant(-vanishing(LIFT)));
  const { power: scale, rest } = parts(b, held, { shift: LIFT, scale: LOWERED });
  return b.mul(scale, rest);
}

/** e^a · 2^lift for a ≤ 0, taken apart; the scale is 0 where even that is too small. */
export function liftedPower(b: Builder, a: Value, tail?: Value, lift: number = LIFT): Power {
  // The exponent after which the scale's own is 0, and a little more.
  const held = b.max(a, b.constant(-(127 + lift) * Math.LN2 - 0.3));
  return power(b, held, tail === undefined ? { shift: lift } : { shift: lift, tail });
}

/** An exponent of −254, which makes both halves of the power 0, so that whatever they are multiplied with vanishes. */
const NOTHING = -176.2;

/** eᵃ in two factors, since one power of two spans neither the subnormal results nor those next to overflow. */
export function exp(b: Builder, a: Value): Value {
  const held = b.min(b.max(a, b.constant(NOTHING)), b.constant(89));
  const { n, fraction } = power(b, held);
  const bias = b.constant(program.exponentBias.float32);
  const half = b.add(b.mul(n, b.constant(0.5)), bias);
  const rest = b.add(b.sub(n, b.sub(half, bias)), bias);
  const first = b.mul(b.add(fraction, b.constant(1)), b.exponential(half));
  return b.mul(first, b.exponential(rest));
}

/** eᵃ − 1 as (2ⁿ − 1) + 2ⁿ · fraction, computed at half its size so that it overflows where it should. */
export function expm1(b: Builder, a: Value): Value {
  const held = b.min(b.max(a, b.constant(-18)), b.constant(89));
  const { biased, fraction } = power(b, held, { shift: -1 });
  const scale = b.exponential(biased);
  const half = b.add(b.mul(scale, fraction), b.sub(scale, b.constant(0.5)));
  return b.copysign(b.add(half, half), a);
}

/**
 * a · b where one factor ends in a power of two: the power is applied last, so that the other factor meets a number
 * with all its digits.
 */
export function product(b: Builder, x: Value, y: Value): Value {
  const [digits, scale] = takenApart(b, y);
  if (scale !== undefined) return b.mul(product(b, x, digits), scale);
  const [others, otherScale] = takenApart(b, x);
  return otherScale === undefined ? b.mul(x, y) : b.mul(b.mul(others, y), otherScale);
}

/** x / y, with a power of two that x ends in applied last. */
export function quotient(b: Builder, x: Value, y: Value): Value {
  const [digits, scale] = takenApart(b, x);
  return scale === undefined ? b.div(x, y) : b.mul(b.div(digits, y), scale);
}

function takenApart(b: Builder, value: Value): [Value, Value | undefined] {
  const made = b.instruction(value);
  if (made.op !== "mul") return [value, undefined];
  const [digits, scale] = made.args as [Value, Value];
  return b.instruction(scale).op === "exponential" ? [digits, scale] : [value, undefined];
}
