import type { Arithmetic, Term } from "../arithmetic.js";

/** −1, a itself where it is a zero, or 1. ONNX's Sign drops the sign of a zero. */
export function sign(m: Arithmetic, a: Term): Term {
  return m.where(m.compare("Equal", a, m.number(0)), a, m.elementwise("Sign", a));
}

/** a². */
export function square(m: Arithmetic, a: Term): Term {
  return m.mul(a, a);
}

/** b where a < b, otherwise a: ONNX's Max leaves open which zero it takes. */
export function max(m: Arithmetic, a: Term, b: Term): Term {
  return m.where(m.compare("Less", a, b), b, a);
}

/** b where b < a, otherwise a. */
export function min(m: Arithmetic, a: Term, b: Term): Term {
  return m.where(m.compare("Less", b, a), b, a);
}
