import type { Arithmetic, Term } from "../arithmetic.js";

/** −1, 1, or a itself if it is a zero. ONNX's Sign drops the sign of a zero. */
export function sign(m: Arithmetic, a: Term): Term {
  const isSigned = m.compare("Greater", m.elementwise("Abs", a), m.number(0));
  return m.where(isSigned, m.elementwise("Sign", a), a);
}

/** a². */
export function square(m: Arithmetic, a: Term): Term {
  return m.mul(a, a);
}

/**
 * b if a < b, otherwise a. At a tie of zeros ONNX Runtime's Max returns either. So a zero constant uses another operator: Relu
 * keeps −0, and so does the last argument of Where. Two variables use Where too if the sign of their zeros matters.
 */
export function max(m: Arithmetic, a: Term, b: Term): Term {
  if (m.constantOf(b) === 0) return m.elementwise("Relu", a);
  if (m.constantOf(a) === 0) return orZero(m, m.compare("LessOrEqual", b, a), a, b);
  if (m.keepsZeros && isVariable(m, a) && isVariable(m, b)) return m.where(m.compare("Less", a, b), b, a);
  return m.elementwise("Max", a, b);
}

/** b if b < a, otherwise a. */
export function min(m: Arithmetic, a: Term, b: Term): Term {
  if (m.constantOf(b) === 0) return orZero(m, m.compare("Greater", a, b), b, a);
  if (m.constantOf(a) === 0) return orZero(m, m.compare("GreaterOrEqual", b, a), a, b);
  if (m.keepsZeros && isVariable(m, a) && isVariable(m, b)) return m.where(m.compare("Less", b, a), b, a);
  return m.elementwise("Min", a, b);
}

/** The constant 0 if the condition holds, otherwise the value, NaN included. */
function orZero(m: Arithmetic, condition: Term, zero: Term, value: Term): Term {
  return { ...m.where(condition, zero, value), carries: value.carries };
}

function isVariable(m: Arithmetic, a: Term): boolean {
  return m.constantOf(a) === undefined;
}
