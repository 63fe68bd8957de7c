import type { program } from "@actfn/core";
import { fast } from "./coefficients.js";
import { LOWERED, liftedExp } from "./exp.js";

type Builder = program.Builder;
type Value = program.Value;

const INVERSE_SQRT_2PI = 0.3989422804014327;
/** From here on a·Φ(−a) is 0 as a float32. */
const REACH = 14.42;

/** a · Φ(a) = max(a, 0) − |a|·Q(|a|), with a's sign. */
export function gatedByNormal(b: Builder, a: Value): Value {
  const size = b.min(b.abs(a), b.constant(REACH));
  const lifted = b.mul(b.mul(size, mills(b, size)), liftedGaussian(b, size));
  return b.copysign(b.sub(b.max(a, b.constant(0)), b.mul(lifted, b.constant(LOWERED))), a);
}

/** Φ(a): Q(|a|) below 0, otherwise 1 − Q. */
export function normalCdf(b: Builder, a: Value): Value {
  const size = b.min(b.abs(a), b.constant(REACH));
  const tail = b.mul(b.mul(mills(b, size), liftedGaussian(b, size)), b.constant(LOWERED));
  return b.select(b.less(a, b.constant(0)), tail, b.sub(b.constant(1), tail));
}

/** φ(a) = exp(−a²/2)/√(2π). */
export function normalPdf(b: Builder, a: Value): Value {
  const size = b.min(b.abs(a), b.constant(REACH));
  return b.mul(liftedGaussian(b, size), b.constant(INVERSE_SQRT_2PI * LOWERED));
}

/** −Φ(a) − a·φ(a) through φ·(M − |a|), whose difference keeps more digits than the sum of the two terms. */
export function negativeSlopeGatedByNormal(b: Builder, a: Value): Value {
  const size = b.min(b.abs(a), b.constant(REACH));
  const difference = b.sub(b.mul(size, b.constant(INVERSE_SQRT_2PI)), mills(b, size));
  const tail = b.mul(b.mul(difference, liftedGaussian(b, size)), b.constant(LOWERED));
  return b.select(b.less(a, b.constant(0)), tail, b.sub(b.neg(tail), b.constant(1)));
}

/** M(a)/√(2π), with M the Mills ratio. */
function mills(b: Builder, size: Value): Value {
  const inverse = b.div(b.constant(1), b.add(size, b.constant(4)));
  const t = b.mul(b.sub(size, b.constant(4)), inverse);
  return b.mul(
    b.polynomial(
      t,
      fast.mills.map((c) => c * INVERSE_SQRT_2PI),
    ),
    inverse,
  );
}

/**
 * exp(−a²/2) · 2^24. In float32 the square alone would cost up to 64 units in the last place: a is cut in two, a² = h² + (a − h)(a + h),
 * with an h whose square is exact.
 */
function liftedGaussian(b: Builder, size: Value): Value {
  const grid = b.constant(1.5 * 2 ** 15);
  const rough = b.sub(b.add(size, grid), grid);
  const half = b.constant(-0.5);
  const tail = b.mul(b.mul(b.sub(size, rough), b.add(size, rough)), half);
  return liftedExp(b, b.mul(b.mul(rough, rough), half), tail);
}
