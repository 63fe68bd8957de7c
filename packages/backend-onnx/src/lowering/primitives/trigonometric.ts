import type { Arithmetic, Term } from "../arithmetic.js";

/** sin a; NaN for |a| ≥ 2^128, which stands for infinity. */
export function sin(m: Arithmetic, a: Term): Term {
  return m.elementwise("Sin", finite(m, a));
}

/** cos a; NaN for |a| ≥ 2^128, which stands for infinity. */
export function cos(m: Arithmetic, a: Term): Term {
  return cosine(m, finite(m, a));
}

/**
 * ONNX Runtime has Cos in double since 1.29, and Sin in every version. So in double the cosine is 1 − 2·sin²(a/2), with an
 * error of 1e-15; that of Cos is 5e-16.
 */
function cosine(m: Arithmetic, a: Term): Term {
  if (m.type === "float") return m.elementwise("Cos", a);
  const half = m.elementwise("Sin", m.mul(a, m.number(0.5)));
  return m.sub(m.number(1), m.mul(m.number(2), m.mul(half, half)));
}

function finite(m: Arithmetic, a: Term): Term {
  if (m.type === "float") return a;
  const within = m.compare("Less", m.elementwise("Abs", a), m.number(2 ** 128));
  return { ...m.where(within, a, m.number(NaN)), carries: a.carries };
}

/**
 * The arctangent. ONNX Runtime has it in float only. In double, that result is an approximation y, and one step corrects it:
 * atan(a) = y + atan(d) with d = (a·cos y − sin y) / (cos y + a·sin y). d is so small that it is its own arctangent.
 */
export function atan(m: Arithmetic, a: Term): Term {
  if (m.type === "float") return m.elementwise("Atan", a);
  const single = m.cast(a, "float");
  const guess = m.cast(m.node("Atan", [single], {}, "float", a.carries), "double");
  const [s, c] = [m.elementwise("Sin", guess), cosine(m, guess)];
  const refined = m.add(guess, m.div(m.sub(m.mul(a, c), s), m.add(c, m.mul(a, s))));
  // −0 − (−0) is 0, so a zero is returned unchanged.
  return {
    ...m.where(m.compare("Greater", m.elementwise("Abs", a), m.number(0)), refined, a),
    carries: a.carries,
  };
}
