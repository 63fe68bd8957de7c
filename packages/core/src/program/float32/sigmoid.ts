import type * as program from "../index.js";
import { fast } from "./coefficients.js";
import { decay, liftedPower, parts, vanishing } from "./exp.js";
import { decayOfInner, heldSize, ofInner } from "./gelu-tanh.js";

type Builder = program.Builder;
type Value = program.Value;

/** How large both sides of a sigmoid's quotient are made, so that neither is subnormal. */
const RAISE = 64;
/** From here on sigmoid is 1, and its slope less than the last digit of anything beside it. */
const SATURATED = 30;

/** sigmoid(a) = 2ⁿ / (2ⁿ + e^−r): the quotient's two sides where a = n·ln2 + r. a is held above `least`. */
function sides(b: Builder, a: Value, least: number, careful = false) {
  const held = b.min(b.max(a, b.constant(least)), b.constant(SATURATED));
  const { power, rest } = parts(b, held, { shift: RAISE, scale: 2 ** RAISE, inverse: true, careful });
  return { held, power, sum: b.add(power, rest) };
}

/** 1 / (1 + e⁻ᵃ). */
export function sigmoid(b: Builder, a: Value): Value {
  return quotientOf(b, a, false);
}

function quotientOf(b: Builder, a: Value, careful: boolean): Value {
  const { power, sum } = sides(b, a, -104.5, careful);
  return b.div(power, sum);
}

/**
 * b · sigmoid(a). A number that gates itself meets the power of two first, which costs no digit: the quotient alone rounds.
 * It is held where the sigmoid is 1, and what it has beyond is added again: −0, which changes nothing, for most.
 */
export function gatedBySigmoid(b: Builder, a: Value, gated: Value): Value {
  if (ofInner(b, a) === gated) return geluTanh(b, gated);
  if (gated !== a) return b.mul(gated, quotientOf(b, a, true));
  const { held, power, sum } = sides(b, a, -110);
  const beyond = b.max(b.sub(a, b.constant(SATURATED)), b.constant(-0));
  return b.add(b.div(b.mul(held, power), sum), beyond);
}

/** x · sigmoid(u) = max(x, 0) − |x|·e/(1 + e) with e = e^−|u|; the largest of x and −0 has the sign that belongs to a zero. */
function geluTanh(b: Builder, x: Value): Value {
  const size = heldSize(b, x, SLOPE_RAISE);
  const { biased, fraction } = decayOfInner(b, size, SLOPE_RAISE);
  const rest = b.add(fraction, b.constant(1));
  const power = b.exponential(biased);
  const raised = b.add(b.mul(rest, power), b.constant(2 ** SLOPE_RAISE));
  return b.sub(b.max(x, b.constant(-0)), b.div(b.mul(b.mul(size, rest), power), raised));
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
  const e = decay(b, b.abs(a), true);
  const large = b.div(b.constant(1), b.add(e, b.constant(1)));
  return { small: b.mul(e, large), large };
}

/**
 * sigmoid(a) · (1 + t · sigmoid(−a)), with e = e^−|a| and one quotient: e·(1 + e + t)/(1 + e)² where a is below 0,
 * (1 + e + t·e)/(1 + e)² above.
 */
export function slopeGatedBySigmoid(b: Builder, a: Value, t: Value): Value {
  // t makes the result larger than e: a greater lift reaches as far down as the result does.
  const lift = SLOPE_RAISE;
  const x = ofInner(b, a);
  const { biased, fraction } =
    x === undefined
      ? liftedPower(b, b.neg(b.abs(a)), undefined, lift)
      : decayOfInner(b, heldSize(b, x, lift), lift);
  const lifted = b.exponential(biased);
  const [one, lowered] = [b.constant(1), b.constant(2 ** -lift)];
  const e = b.mul(b.mul(b.add(fraction, one), lifted), lowered);
  const sum = b.add(e, one);
  // Near the zero of the slope 1 + t is exact.
  const bracket = b.add(b.add(t, one), e);
  // e·bracket with the bracket multiplied in before the fraction is rounded to 1 + fraction.
  const below = b.mul(b.add(b.mul(bracket, fraction), bracket), lifted);
  const above = b.add(b.mul(t, e), sum);
  const negative = b.less(x ?? a, b.constant(0));
  const quotient = b.div(b.select(negative, below, above), squareOfSum(b, e));
  return b.mul(quotient, b.select(negative, lowered, one));
}

/** e/(1 + e)² with e = e^−|a|. */
export function sigmoidSlope(b: Builder, a: Value): Value {
  return slope(b, b.abs(a), 1);
}

/** sech²(a) = 4e/(1 + e)² with e = e^−2|a|. */
export function sechSquared(b: Builder, a: Value): Value {
  return slope(b, b.mul(b.constant(2), b.abs(a)), 4);
}

/** How far the power of two of a slope is raised, to be normal where the slope is not. */
const SLOPE_RAISE = 40;

/** factor · e/(1 + e)² with e = e^−size. */
function slope(b: Builder, size: Value, factor: number): Value {
  const held = b.min(size, b.constant(vanishing(SLOPE_RAISE)));
  const scale = 2 ** -SLOPE_RAISE;
  const { power, rest } = parts(b, held, { shift: SLOPE_RAISE, scale, negated: true });
  return b.mul(power, b.div(rest, squareOfSum(b, b.mul(power, rest), factor)));
}

/** (1 + e)²/factor as (1 + e·(e + 2))/factor, which rounds less where e is small. */
function squareOfSum(b: Builder, e: Value, factor = 1): Value {
  const part = factor === 1 ? e : b.mul(e, b.constant(1 / factor));
  return b.add(b.mul(part, b.add(e, b.constant(2))), b.constant(1 / factor));
}

/** max(a, 0) + log(1 + e^−|a|). */
export function softplus(b: Builder, a: Value): Value {
  const e = decay(b, b.abs(a), true);
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
