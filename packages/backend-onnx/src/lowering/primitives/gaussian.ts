import { coefficients } from "@actfn/core/program";
import type { Arithmetic, Term } from "../arithmetic.js";
import { exp } from "./exponential.js";

const inverseSqrtTau = 1 / Math.sqrt(2 * Math.PI);

/** The precision of a Gaussian: `short` for results in float32, `long` if terms of them cancel, `wide` for results in float64. */
export type Digits = "short" | "long" | "wide";

const coefficientsOf = {
  short: coefficients.short,
  long: coefficients.long,
  wide: coefficients.long,
} as const;

/** φ(a) = exp(−a²/2) / √(2π). */
export function normalPdf(m: Arithmetic, digits: Digits, a: Term): Term {
  return m.mul(m.number(inverseSqrtTau), exponentialOfSquare(m, digits, a));
}

/**
 * exp(−a²/2). The exponential would multiply the rounding error of a². If all digits count, a is split into h, which has so few
 * digits that h² is exact, and a rest, which gives (a − h)(a + h) = a² − h².
 */
function exponentialOfSquare(m: Arithmetic, digits: Digits, a: Term): Term {
  const minusHalf = m.number(-0.5);
  if (digits !== "wide") return exp(m, m.mul(minusHalf, m.mul(a, a)));
  const bounded = m.clip(a, -64, 64);
  const h = m.cast(m.cast(bounded, "float"), "double");
  const rest = m.mul(m.sub(bounded, h), m.add(bounded, h));
  return m.mul(exp(m, m.mul(minusHalf, m.mul(h, h))), exp(m, m.mul(minusHalf, rest)));
}

/**
 * Φ(a). The lower tail Φ(−|a|) is φ(a) times Mills' ratio M(|a|), a smooth function without cancellation: (|a| + 4)·M(|a|) is a
 * polynomial in t = (|a| − 4) / (|a| + 4). ONNX Runtime has no Erf in double, and 1 + erf would lose the tail.
 */
export function normalCdf(m: Arithmetic, digits: Digits, a: Term): Term {
  const tail = lowerTail(m, digits, a);
  return m.where(m.compare("Less", a, m.number(0)), tail, m.sub(m.number(1), tail));
}

function lowerTail(m: Arithmetic, digits: Digits, a: Term): Term {
  const four = m.number(4);
  // From 39 on the tail is 0 in double too. A huge double would overflow below.
  const size = m.elementwise("Abs", a);
  const magnitude = digits === "wide" ? m.elementwise("Min", size, m.number(64)) : size;
  const r = m.elementwise("Reciprocal", m.add(magnitude, four));
  const t = m.mul(m.sub(magnitude, four), r);
  const mills = m.mul(polynomial(m, coefficientsOf[digits].mills, t), r);
  return m.mul(normalPdf(m, digits, a), mills);
}

/** erf a: a polynomial times a up to 1/2; above, 1 − 2Φ(−√2·|a|) with the sign of a. */
export function erf(m: Arithmetic, digits: Digits, a: Term): Term {
  const magnitude = m.elementwise("Abs", a);
  const near = m.mul(a, polynomial(m, coefficientsOf[digits].erfOverA, m.mul(a, a)));
  const tail = lowerTail(m, digits, m.mul(m.number(Math.SQRT2), magnitude));
  const far = m.mul(m.elementwise("Sign", a), m.sub(m.number(1), m.add(tail, tail)));
  return m.where(m.compare("Greater", magnitude, m.number(0.5)), far, near);
}

/** Horner's rule, coefficients from the constant term on. */
function polynomial(m: Arithmetic, terms: readonly number[], a: Term): Term {
  const [highest, ...rest] = [...terms].reverse().map((term) => m.number(term));
  return rest.reduce((sum, term) => m.add(m.mul(sum, a), term), highest as Term);
}
