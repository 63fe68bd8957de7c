import type { Builder, Value } from "../builder.js";
import { roundingBias } from "../program.js";
import type { Level } from "./level.js";

// π/2 in three parts; the first two have 30 bits, so that their products with a quadrant below 2^23 are exact.
const HALF_PI = [1.570796325802803, 9.920935791635221e-10, 5.170182981794105e-19] as const;

/** A little over π/4, by as much as rounding may carry the remainder beyond; the polynomials are fitted up to here. */
const REACH = 0.78547;

/** From here on, where the limit at infinity would be read, sine and cosine are NaN: they have none. */
const LIMIT = 2 ** 128;

/**
 * The sine. Accurate where |a| < 2^23; beyond, each doubling of a costs a bit, as each does in the argument itself
 * when that was computed. NaN from 2^128 on.
 */
export function sin(b: Builder, a: Value, level: Level): Value {
  const { sine, cosine, odd, turned } = quadrant(b, a, level);
  // Quadrants 0, 1, 2, 3: sin r, cos r, −sin r, −cos r; −2 … 2 are their representatives.
  const value = b.select(odd, b.copysign(cosine, turned), sine);
  return b.select(b.less(b.constant(1), b.abs(turned)), b.neg(value), value);
}

/** The cosine, as accurate as {@link sin}. */
export function cos(b: Builder, a: Value, level: Level): Value {
  const { sine, cosine, odd, turned } = quadrant(b, a, level);
  // Quadrants 0, 1, 2, 3: cos r, −sin r, −cos r, sin r.
  const swung = b.select(b.less(b.constant(0), turned), b.neg(sine), sine);
  const value = b.select(odd, swung, cosine);
  return b.select(b.less(b.constant(1), b.abs(turned)), b.neg(value), value);
}

/** a = n·π/2 + r with |r| ≤ π/4; `turned` is n mod 4, from −2 to 2, and `odd` tells whether it is odd. */
function quadrant(
  b: Builder,
  a: Value,
  level: Level,
): { sine: Value; cosine: Value; odd: Value; turned: Value } {
  const bias = b.constant(roundingBias.float64);
  const round = (value: Value): Value => b.sub(b.add(value, bias), bias);
  const n = round(b.mul(a, b.constant(2 / Math.PI)));
  let r = a;
  for (const part of HALF_PI) r = b.sub(r, b.mul(n, b.constant(part)));
  // Where a is so large that nothing is left of its remainder, at least the result stays between −1 and 1.
  r = b.min(b.max(r, b.constant(-REACH)), b.constant(REACH));
  r = b.select(b.less(b.abs(a), b.constant(LIMIT)), r, b.constant(NaN));
  const turned = b.sub(n, b.mul(round(b.mul(n, b.constant(0.25))), b.constant(4)));
  const square = b.mul(r, r);
  return {
    sine: b.mul(r, b.polynomial(square, level.coefficients.sinOverR)),
    cosine: b.polynomial(square, level.coefficients.cosOfR),
    odd: b.equal(b.abs(turned), b.constant(1)),
    turned,
  };
}

const TAN_PI_8 = Math.SQRT2 - 1;
// π/2 and π/4 lose up to 2^-54; what they lose is added to the small term.
const HALF_PI_LOW = 6.123233995736766e-17;

/** The arctangent: of |a| itself, of (|a| − 1)/(|a| + 1) plus π/4, or of −1/|a| plus π/2, whichever is smallest. */
export function atan(b: Builder, a: Value, level: Level): Value {
  const size = b.abs(a);
  const [zero, one] = [b.constant(0), b.constant(1)];
  const far = b.less(b.constant(1 / TAN_PI_8), size);
  const near = b.less(size, b.constant(TAN_PI_8));
  const pick = (whenNear: Value, between: Value, whenFar: Value): Value =>
    b.select(near, whenNear, b.select(far, whenFar, between));
  const reduced = b.div(pick(size, b.sub(size, one), b.constant(-1)), pick(one, b.add(size, one), size));
  const square = b.mul(reduced, reduced);
  const tail = b.mul(b.mul(reduced, square), b.polynomial(square, level.coefficients.atanOverA.slice(1)));
  const low = pick(zero, b.constant(HALF_PI_LOW / 2), b.constant(HALF_PI_LOW));
  const high = pick(zero, b.constant(Math.PI / 4), b.constant(Math.PI / 2));
  return b.copysign(b.add(high, b.add(reduced, b.add(tail, low))), a);
}
