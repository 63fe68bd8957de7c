import type { program } from "@actfn/core";
import { fast } from "./coefficients.js";
import { LOWERED, liftedExp, liftedPower, power, whole } from "./exp.js";

type Builder = program.Builder;
type Value = program.Value;

/**
 * e⁻ᵃ · 2^−64. Where e⁻ᵃ overflows this does not, up to results that are 0 as a float32; beyond, it is Infinity, whose
 * reciprocal is the 0 that belongs there.
 */
function loweredExp(b: Builder, a: Value): Value {
  const held = b.min(b.max(a, b.constant(-133.1)), b.constant(40));
  return whole(b, power(b, held, { negated: true, shift: -64 }));
}

const UNIT = 2 ** -64;

/** 1 / (1 + e⁻ᵃ), both sides of the quotient 2^−64 times as large. */
export function sigmoid(b: Builder, a: Value): Value {
  return b.div(b.constant(UNIT), b.add(b.constant(UNIT), loweredExp(b, a)));
}

/**
 * b · sigmoid(a). Where a number gates itself the sigmoid is taken 2^40 times as large, so that its digits are all there
 * when it meets the number; beyond 30 it is 1, and the number passes.
 */
export function gatedBySigmoid(b: Builder, a: Value, gated: Value): Value {
  if (gated !== a) return b.mul(gated, sigmoid(b, a));
  const lifted = b.div(b.constant(UNIT * 2 ** 40), b.add(b.constant(UNIT), loweredExp(b, a)));
  const product = b.mul(b.mul(gated, lifted), b.constant(2 ** -40));
  return b.select(b.less(b.constant(30), a), gated, product);
}

/** sigmoid(a) where sigmoid(−a) is needed too: both come from e = e^−|a| and one quotient. */
export function pairedSigmoid(b: Builder, a: Value): Value {
  const { small, large } = pair(b, a);
  return b.select(b.less(a, b.constant(0)), small, large);
}

/** sigmoid(−a), from what {@link pairedSigmoid} of a has made. */
export function mirroredSigmoid(b: Builder, a: Value): Value {
  const { small, large } = pair(b, a);
  return b.select(b.less(a, b.constant(0)), large, small);
}

function pair(b: Builder, a: Value): { small: Value; large: Value } {
  const e = b.mul(liftedExp(b, b.neg(b.abs(a))), b.constant(LOWERED));
  const large = b.div(b.constant(1), b.add(e, b.constant(1)));
  return { small: b.mul(e, large), large };
}

/** The slope of a · sigmoid(a), with e = e^−|a| and one quotient: e·(1 + e + a)/(1 + e)² below 0, (1 + e + a·e)/(1 + e)² above. */
export function slopeGatedBySigmoid(b: Builder, a: Value): Value {
  // a makes the result larger than e: a greater lift reaches as far down as the result does.
  const lift = 40;
  const { biased, fraction } = liftedPower(b, b.neg(b.abs(a)), undefined, lift);
  const lifted = b.exponential(biased);
  const [one, lowered] = [b.constant(1), b.constant(2 ** -lift)];
  const e = b.mul(b.mul(b.add(fraction, one), lifted), lowered);
  const sum = b.add(e, one);
  const bracket = b.add(sum, a);
  // e·bracket with the bracket multiplied in before the fraction is rounded to 1 + fraction.
  const below = b.mul(b.add(b.mul(bracket, fraction), bracket), lifted);
  const above = b.add(b.mul(a, e), sum);
  const negative = b.less(a, b.constant(0));
  const quotient = b.div(b.select(negative, below, above), squareOfSum(b, e));
  return b.mul(quotient, b.select(negative, lowered, one));
}

/** e/(1 + e)² with e = e^−|a|. */
export function sigmoidSlope(b: Builder, a: Value): Value {
  return slope(b, b.neg(b.abs(a)), 1);
}

/** sech²(a) = 4e/(1 + e)² with e = e^−2|a|. */
export function sechSquared(b: Builder, a: Value): Value {
  return slope(b, b.mul(b.constant(-2), b.abs(a)), 4);
}

function slope(b: Builder, exponent: Value, factor: number): Value {
  const lifted = liftedExp(b, exponent);
  const e = b.mul(lifted, b.constant(LOWERED));
  return b.mul(b.div(lifted, squareOfSum(b, e)), b.constant(factor * LOWERED));
}

/** (1 + e)² as 1 + e·(e + 2), which rounds less where e is small. */
function squareOfSum(b: Builder, e: Value): Value {
  return b.add(b.mul(e, b.add(e, b.constant(2))), b.constant(1));
}

/** max(a, 0) + log(1 + e^−|a|). */
export function softplus(b: Builder, a: Value): Value {
  const e = b.mul(liftedExp(b, b.neg(b.abs(a))), b.constant(LOWERED));
  return b.add(log1pOfUnit(b, e), b.max(a, b.constant(0)));
}

/** log(1 + q) = 2·atanh(q/(2 + q)) for q in [0, 1]. */
function log1pOfUnit(b: Builder, q: Value): Value {
  const s = b.div(q, b.add(q, b.constant(2)));
  const square = b.mul(s, s);
  const twice = b.add(s, s);
  const rest = b.polynomial(square, fast.atanhOfUnit.slice(1));
  return b.add(b.mul(twice, b.mul(square, rest)), twice);
}
