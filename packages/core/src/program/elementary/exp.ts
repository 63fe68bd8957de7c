import type { Builder, Value } from "../builder.js";
import { exponentBias } from "../program.js";
import type { Level } from "./level.js";
import { LN2_HIGH, LN2_LOW } from "./ln2.js";

/** eᵃ taken apart as scale · rest · (1 + fraction); scale and rest are powers of two, fraction is small. */
export interface Power {
  readonly scale: Value;
  /** 1 unless the level is wide: there one power of two cannot span the range of the exponents. */
  readonly rest: Value | undefined;
  /** expm1 of the reduced argument: exact to its last bits near 0. */
  readonly fraction: Value;
}

/**
 * Takes e^(a + tail) apart: a = n·ln2 + r with |r| ≤ ln2/2, fraction = expm1(r + tail), scale · rest = 2ⁿ. `tail` is a small
 * correction that a alone cannot hold.
 */
export function power(b: Builder, a: Value, level: Level, tail?: Value): Power {
  const limit = level.wide ? 750 : 708;
  const clamped = b.min(b.max(a, b.constant(-limit)), b.constant(limit));
  const bias = b.constant(exponentBias.float64);
  const biased = b.add(b.mul(clamped, b.constant(Math.LOG2E)), bias);
  const n = b.sub(biased, bias);
  let r = level.careful
    ? b.sub(b.sub(clamped, b.mul(n, b.constant(LN2_HIGH))), b.mul(n, b.constant(LN2_LOW)))
    : b.sub(clamped, b.mul(n, b.constant(Math.LN2)));
  if (tail !== undefined) r = b.add(r, tail);
  const fraction = expm1OfReduced(b, r, level);
  if (!level.wide) return { scale: b.exponential(biased), rest: undefined, fraction };
  const half = b.add(b.mul(n, b.constant(0.5)), bias);
  const rest = b.exponential(b.add(b.sub(n, b.sub(half, bias)), bias));
  return { scale: b.exponential(half), rest, fraction };
}

/** r + r²·(c1 + c2·r + …): r itself enters unrounded, which the last bits need; c0 is 1. */
function expm1OfReduced(b: Builder, r: Value, level: Level): Value {
  return b.add(r, b.mul(b.mul(r, r), b.polynomial(r, level.coefficients.expm1OverR.slice(1))));
}

/** eᵃ. */
export function exp(b: Builder, a: Value, level: Level, tail?: Value): Value {
  const { scale, rest, fraction } = power(b, a, level, tail);
  const value = b.add(scale, b.mul(scale, fraction));
  return rest === undefined ? value : b.mul(value, rest);
}

/** eᵃ − 1 as (scale − 1) + scale · fraction, which is the fraction itself near 0; the sign of zero is a's. */
export function expm1(b: Builder, a: Value, level: Level): Value {
  const { scale, rest, fraction } = power(b, a, level);
  const whole = rest === undefined ? scale : b.mul(scale, rest);
  const value = b.copysign(b.add(b.sub(whole, b.constant(1)), b.mul(whole, fraction)), a);
  if (rest === undefined) return value;
  // The whole power overflows before eᵃ does; far above 0 the 1 does not matter.
  const large = b.mul(b.add(scale, b.mul(scale, fraction)), rest);
  return b.select(b.less(b.constant(60), a), large, value);
}
