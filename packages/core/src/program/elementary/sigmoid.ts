import type { Builder, Value } from "../builder.js";
import { exp } from "./exp.js";
import type { Level } from "./level.js";
import { log1pOfUnit } from "./log.js";

/**
 * 1 / (1 + e⁻ᵃ), accurate in both tails. Over the whole range of doubles e⁻ᵃ could overflow, so that there e^−|a| is
 * taken: e/(1 + e) below 0.
 */
export function sigmoid(b: Builder, a: Value, level: Level): Value {
  const one = b.constant(1);
  if (!level.wide) return b.div(one, b.add(one, exp(b, b.neg(a), level)));
  const e = exp(b, b.neg(b.abs(a)), level);
  return b.div(b.select(b.less(a, b.constant(0)), e, one), b.add(one, e));
}

/** b · sigmoid(a), as one quotient where that is possible. */
export function gatedBySigmoid(b: Builder, a: Value, gated: Value, level: Level): Value {
  if (level.wide) return b.mul(gated, sigmoid(b, a, level));
  return b.div(gated, b.add(b.constant(1), exp(b, b.neg(a), level)));
}

/** sigmoid(−a) with the exponential and the quotient that sigmoid(a) has already: e⁻ᵃ · sigmoid(a). */
export function mirroredSigmoid(b: Builder, a: Value, level: Level): Value {
  if (level.wide) return sigmoid(b, b.neg(a), level);
  return b.mul(exp(b, b.neg(a), level), sigmoid(b, a, level));
}

/** sigmoid(a) · sigmoid(−a), the derivative of the sigmoid: e/(1 + e)² with e = e^−|a|, the same bits for a and −a. */
export function sigmoidSlope(b: Builder, a: Value, level: Level): Value {
  const e = exp(b, b.neg(b.abs(a)), level);
  const sum = b.add(b.constant(1), e);
  return b.div(e, b.mul(sum, sum));
}

/** sigmoid(a) · (1 + t · sigmoid(−a)): near its zero the two terms of the bracket leave only their last bits. */
export function slopeGatedBySigmoid(b: Builder, a: Value, t: Value, level: Level): Value {
  const bracket = b.add(b.constant(1), b.mul(t, mirroredSigmoid(b, a, level)));
  return b.mul(sigmoid(b, a, level), bracket);
}

/** log(1 + eᵃ) = max(a, 0) + log1p(e^−|a|). */
export function softplus(b: Builder, a: Value, level: Level): Value {
  const e = exp(b, b.neg(b.abs(a)), level);
  return b.add(b.max(a, b.constant(0)), log1pOfUnit(b, e, level));
}
