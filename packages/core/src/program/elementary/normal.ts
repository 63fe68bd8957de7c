import type { Builder, Value } from "../builder.js";
import { exp } from "./exp.js";
import type { Level } from "./level.js";

const INVERSE_SQRT_2PI = 0.3989422804014327;
/** Where the fit of the Mills ratio ends; beyond, the density is 0 in the format it is for. */
const reach = { wide: 40, narrow: 14.7 };

/** φ(a) = exp(−a²/2)/√(2π). */
export function normalPdf(b: Builder, a: Value, level: Level): Value {
  return b.mul(gaussian(b, a, level), b.constant(INVERSE_SQRT_2PI));
}

/** Φ(a): the upper tail Q(|a|) = φ(a)·M(|a|) below 0, 1 − Q above. Relatively accurate down to the last subnormal. */
export function normalCdf(b: Builder, a: Value, level: Level): Value {
  const tail = b.mul(normalPdf(b, a, level), mills(b, b.abs(a), level));
  return b.select(b.less(a, b.constant(0)), tail, b.sub(b.constant(1), tail));
}

/** −a·φ(a) − Φ(a): minus the slope of a·Φ(a). */
export function negativeSlopeGatedByNormal(b: Builder, a: Value, level: Level): Value {
  return b.sub(b.neg(b.mul(a, normalPdf(b, a, level))), normalCdf(b, a, level));
}

/** a·P(a²) near 0; farther out 1 − 2·Q(√2·|a|), where nothing cancels any more. */
export function erf(b: Builder, a: Value, level: Level): Value {
  const size = b.abs(a);
  const square = b.mul(a, a);
  const near = b.mul(size, b.polynomial(square, level.coefficients.erfOverA));
  const density = b.mul(expNegSquare(b, a, level), b.constant(2 * INVERSE_SQRT_2PI));
  const tail = b.mul(density, mills(b, b.mul(size, b.constant(Math.SQRT2)), level));
  const value = b.select(b.less(size, b.constant(0.5)), near, b.sub(b.constant(1), tail));
  return b.copysign(value, a);
}

/** The Mills ratio M(a) = Φ(−a)/φ(a), a ≥ 0: P((a − 4)/(a + 4))/(a + 4). It falls slowly and has no exponential in it. */
export function mills(b: Builder, a: Value, level: Level): Value {
  const four = b.constant(4);
  const held = b.min(a, b.constant(level.careful ? reach.wide : reach.narrow));
  const sum = b.add(held, four);
  const difference = b.sub(held, four);
  if (level.careful) return b.div(b.polynomial(b.div(difference, sum), level.coefficients.mills), sum);
  const inverse = b.div(b.constant(1), sum);
  return b.mul(b.polynomial(b.mul(difference, inverse), level.coefficients.mills), inverse);
}

/** exp(−a²). */
export function expNegSquare(b: Builder, a: Value, level: Level): Value {
  return bell(b, a, level, -1);
}

/** exp(−a²/2). */
function gaussian(b: Builder, a: Value, level: Level): Value {
  return bell(b, a, level, -0.5);
}

/** exp(scale · a²). Where a double is asked for, what the square loses is kept: a² = h² + (a − h)(a + h) with an h of few bits. */
function bell(b: Builder, a: Value, level: Level, scale: number): Value {
  const factor = b.constant(scale);
  if (!level.wide) return exp(b, b.mul(factor, b.mul(a, a)), level);
  const held = b.min(b.abs(a), b.constant(reach.wide));
  const grid = b.constant(1.5 * 2 ** 32);
  const rough = b.sub(b.add(held, grid), grid);
  const tail = b.mul(factor, b.mul(b.sub(held, rough), b.add(held, rough)));
  return exp(b, b.mul(factor, b.mul(rough, rough)), level, tail);
}
