import * as program from "../index.js";
import { fast } from "./coefficients.js";
import { LN2_HIGH, LN2_LOW, type Parts, restOf, vanishing } from "./exp.js";

type Builder = program.Builder;
type Value = program.Value;

const INVERSE_SQRT_2PI = 0.3989422804014327;
/** How far the power of two in a gaussian is raised, to be normal where what it is a part of is not. */
const RAISE = 40;
/** Where that power is 0, and whatever it meets vanishes. */
const REACH: number = Math.sqrt(2 * vanishing(RAISE));

/** a · Φ(a) = max(a, 0) − |a|·Q(|a|); the largest of a and −0 has the sign that belongs to a zero. */
export function gatedByNormal(b: Builder, a: Value): Value {
  const size = b.min(b.abs(a), b.constant(REACH));
  const { numerator, denominator } = fast.normalTail;
  const tail = tailOf(b, size, b.mul(size, b.polynomial(size, numerator)), denominator);
  return b.sub(b.max(a, b.constant(-0)), tail);
}

/** Φ(a): Q(|a|) below 0, otherwise 1 − Q. */
export function normalCdf(b: Builder, a: Value): Value {
  const size = b.min(b.abs(a), b.constant(REACH));
  const { numerator, denominator } = fast.normalTail;
  const tail = tailOf(b, size, b.polynomial(size, numerator), denominator);
  return b.select(b.less(a, b.constant(0)), tail, b.sub(b.constant(1), tail));
}

/**
 * −a·φ(a) − Φ(a), minus the slope of a·Φ(a): below 0 it is t = |a|·φ − Q as one quotient, so that near its zero only the numerator
 * cancels, and otherwise −1 − t.
 */
export function negativeSlopeGatedByNormal(b: Builder, a: Value): Value {
  const size = b.min(b.abs(a), b.constant(REACH));
  const { numerator, denominator } = fast.normalTail;
  const difference = [0, ...denominator].map((d, k) => d * INVERSE_SQRT_2PI - (numerator[k] ?? 0));
  const t = tailOf(b, size, b.polynomial(size, difference), denominator);
  return b.select(b.less(a, b.constant(0)), t, b.sub(b.constant(-1), t));
}

/** φ(a) = exp(−a²/2)/√(2π). */
export function normalPdf(b: Builder, a: Value): Value {
  const { power, rest } = gaussian(b, b.min(b.abs(a), b.constant(REACH)));
  return b.mul(power, b.mul(rest, b.constant(INVERSE_SQRT_2PI * 2 ** -RAISE)));
}

/**
 * exp(−size²/2) · numerator/D(size). What raised the power of two is taken back by the quotient, which rounds once even where it is
 * subnormal.
 */
function tailOf(b: Builder, size: Value, numerator: Value, denominator: readonly number[]): Value {
  const { power, rest } = gaussian(b, size);
  const raised = denominator.map((c) => c * 2 ** RAISE);
  return b.div(b.mul(b.mul(numerator, rest), power), b.polynomial(size, raised));
}

/**
 * exp(−a²/2) as 2^(n + {@link RAISE}) and a rest near 1. In float32 the square alone would cost up to 64 units in the last place: a is cut
 * in two, a² = h² + (a − h)(a + h), with an h whose square is exact. The rest is a polynomial in −2r, which saves halving.
 */
function gaussian(b: Builder, size: Value): Parts {
  const grid = b.constant(1.5 * 2 ** 15);
  const high = b.sub(b.add(size, grid), grid);
  const tail = b.mul(b.sub(size, high), b.add(size, high));
  const square = b.mul(high, high);
  const bias = b.constant(program.exponentBias.float32 + RAISE);
  const biased = b.add(b.mul(square, b.constant(-0.5 * Math.LOG2E)), bias);
  const n = b.sub(biased, bias);
  const rough = b.add(square, b.mul(n, b.constant(2 * LN2_HIGH)));
  const twice = b.add(rough, b.add(tail, b.mul(n, b.constant(2 * LN2_LOW))));
  const coefficients = restOf(true).map((c, k) => c * (-0.5) ** k);
  return { power: b.exponential(biased), rest: b.polynomial(twice, coefficients) };
}
