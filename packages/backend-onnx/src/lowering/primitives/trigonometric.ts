import type { Arithmetic, Term } from "../arithmetic.js";

/** sin a; NaN from 2^128 on, which stands for infinity. */
export function sin(m: Arithmetic, a: Term): Term {
  return m.elementwise("Sin", finite(m, a));
}

/** cos a; NaN from 2^128 on, which stands for infinity. */
export function cos(m: Arithmetic, a: Term): Term {
  return cosine(m, finite(m, a));
}

/**
 * ONNX Runtime has Cos of doubles from 1.29 on, and Sin in every version. In double it is 1 − 2·sin²(a/2) therefore, which is
 * right to 1e-15; Cos itself to 5e-16.
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
 * The arctangent. ONNX Runtime has it in float only, so in double that is the guess y, and one step makes it exact:
 * atan(a) = y + atan(d) with d = (a·cos y − sin y) / (cos y + a·sin y), and d is so small that it is its own arctangent.
 */
export function atan(m: Arithmetic, a: Term): Term {
  if (m.type === "float") return m.elementwise("Atan", a);
  const single = m.cast(a, "float");
  const guess = m.cast(m.node("Atan", [single], {}, "float", a.carries), "double");
  const [s, c] = [m.elementwise("Sin", guess), cosine(m, guess)];
  const refined = m.add(guess, m.div(m.sub(m.mul(a, c), s), m.add(c, m.mul(a, s))));
  // −0 − (−0) is 0: a zero stays as it is.
  return {
    ...m.where(m.compare("Greater", m.elementwise("Abs", a), m.number(0)), refined, a),
    carries: a.carries,
  };
}
