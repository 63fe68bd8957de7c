import type { Arithmetic, Term } from "../arithmetic.js";

// Where digits would cancel, the rounding error of Exp or Log is computed and corrected: log(E) is the number whose exponential
// E is. This takes a node or two and keeps all digits; a polynomial takes twenty.

/** eᵃ. */
export function exp(m: Arithmetic, a: Term): Term {
  return m.exponential(a);
}

/** eᵃ − 1: near 0 as 2t / (1 − t) with t = tanh(a/2), which loses no digits there, otherwise directly. */
export function expm1(m: Arithmetic, a: Term): Term {
  const one = m.number(1);
  const t = m.elementwise("Tanh", m.mul(m.number(0.5), a));
  const near = m.div(m.add(t, t), m.sub(one, t));
  const far = m.sub(exp(m, a), one);
  return m.where(m.compare("Greater", m.elementwise("Abs", a), one), far, near);
}

/** log a. */
export function log(m: Arithmetic, a: Term): Term {
  return m.elementwise("Log", a);
}

/** log(1 + q) for q in [0, 1]: log u + (q − (u − 1)) / u, where u is the rounded 1 + q. */
function log1pOfUnit(m: Arithmetic, q: Term): Term {
  const one = m.number(1);
  const u = m.add(one, q);
  return m.add(log(m, u), m.div(m.sub(q, m.sub(u, one)), u));
}

/** log(1 + a): directly for a ≥ 2. u may be 0 and the result −∞. The sums turn −0 into 0. */
export function log1p(m: Arithmetic, a: Term): Term {
  const one = m.number(1);
  const u = m.add(one, a);
  const lost = m.sub(a, m.sub(u, one));
  const corrected = m.add(log(m, u), m.div(lost, m.elementwise("Max", u, m.number(2 ** -60))));
  const value = m.where(m.compare("Greater", a, m.number(2)), log(m, u), corrected);
  if (!m.keepsZeros) return value;
  const isZero = m.compare("Equal", a, m.number(0));
  return { ...m.where(isZero, a, value), carries: value.carries };
}

/**
 * 1 / (1 + e⁻ᵃ). In double, e⁻ᵃ overflows only where the quotient is 0 anyway. Float has a smaller range, so there it is E / (1
 * + E) or 1 / (1 + E) with E = e^−|a|.
 */
export function sigmoid(m: Arithmetic, a: Term): Term {
  if (m.type === "float") {
    const e = exp(m, m.neg(m.elementwise("Abs", a)));
    const share = m.where(m.compare("Less", a, m.number(0)), e, m.number(1));
    return { ...m.div(share, m.add(m.number(1), e)), carries: a.carries };
  }
  return m.elementwise("Reciprocal", m.add(m.number(1), exp(m, m.neg(a))));
}

/** log(1 + eᵃ) = max(a, 0) + log(1 + e^−|a|). */
export function softplus(m: Arithmetic, a: Term): Term {
  const q = exp(m, m.neg(m.elementwise("Abs", a)));
  return m.add(m.elementwise("Relu", a), log1pOfUnit(m, q));
}

/** The hyperbolic tangent: ONNX Runtime's own, within 4 ulp of a double. */
export function tanh(m: Arithmetic, a: Term): Term {
  return m.elementwise("Tanh", a);
}

/** 2 / (E + 1/E) with E = eᵃ: 0 on both sides, where E overflows or underflows. */
export function sech(m: Arithmetic, a: Term): Term {
  const e = exp(m, a);
  return m.div(m.number(2), m.add(e, m.elementwise("Reciprocal", e)));
}
