import type { Builder, Value } from "../builder.js";
import type { Level } from "./level.js";
import { LN2_HIGH, LN2_LOW } from "./ln2.js";

/** The natural logarithm: −Infinity at ±0, NaN below. */
export function log(b: Builder, a: Value, level: Level): Value {
  return withEdges(b, a, logOfPositive(b, a, level));
}

/**
 * log(1 + a) as log(u) plus what the rounding of u = 1 + a has lost, divided by u; for small a that is all there is.
 */
export function log1p(b: Builder, a: Value, level: Level): Value {
  const one = b.constant(1);
  const u = b.add(one, a);
  const lost = b.div(b.sub(a, b.sub(u, one)), u);
  return b.copysign(withEdges(b, u, b.add(logOfPositive(b, u, level), lost)), a);
}

/** log(1 + q) for q in [0, 1], as 2·atanh(q/(2 + q)): no exponent to take out, nothing cancels. */
export function log1pOfUnit(b: Builder, q: Value, level: Level): Value {
  const s = b.div(q, b.add(q, b.constant(2)));
  return twiceAtanh(b, s, level.coefficients.atanhOfUnit);
}

/** 2·atanh(s) = 2s + 2s·s²·P(s²). */
function twiceAtanh(b: Builder, s: Value, coefficients: readonly number[]): Value {
  const square = b.mul(s, s);
  const twice = b.add(s, s);
  return b.add(twice, b.mul(twice, b.mul(square, b.polynomial(square, coefficients.slice(1)))));
}

/** With a = 2ᵉ·m, √½ ≤ m < √2: e·ln2 + 2·atanh((m − 1)/(m + 1)). */
function logOfPositive(b: Builder, a: Value, level: Level): Value {
  const { exponent, mantissa } = split(b, a, level);
  const one = b.constant(1);
  const s = b.div(b.sub(mantissa, one), b.add(mantissa, one));
  const fraction = twiceAtanh(b, s, level.coefficients.atanhOfMantissa);
  const low = b.add(b.mul(exponent, b.constant(LN2_LOW)), fraction);
  return b.add(b.mul(exponent, b.constant(LN2_HIGH)), low);
}

function split(b: Builder, a: Value, level: Level): { exponent: Value; mantissa: Value } {
  let normal = a;
  let shift: Value | undefined;
  if (level.wide) {
    const tiny = b.less(a, b.constant(2 ** -1022));
    normal = b.select(tiny, b.mul(a, b.constant(2 ** 54)), a);
    shift = b.select(tiny, b.constant(54), b.constant(0));
  }
  const mantissa = b.mantissa(normal);
  const large = b.less(b.constant(Math.SQRT2), mantissa);
  const exponent = b.add(b.exponent(normal), b.select(large, b.constant(1), b.constant(0)));
  return {
    exponent: shift === undefined ? exponent : b.sub(exponent, shift),
    mantissa: b.select(large, b.mul(mantissa, b.constant(0.5)), mantissa),
  };
}

/** What the logarithm of u is where u is not a positive finite number. */
function withEdges(b: Builder, u: Value, value: Value): Value {
  const zero = b.constant(0);
  const infinity = b.constant(Infinity);
  const beyond = b.select(b.equal(u, infinity), infinity, b.constant(NaN));
  const edge = b.select(b.equal(u, zero), b.constant(-Infinity), beyond);
  return b.select(b.both(b.less(zero, u), b.less(u, infinity)), value, edge);
}
