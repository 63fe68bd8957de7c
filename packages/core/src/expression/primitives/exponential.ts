import { type Expression, type Operand, operation } from "../expression.js";
import { add, div, mul, neg, square } from "./arithmetic.js";
import type { Families } from "./record.js";

/** eᵃ. */
export const exp = (a: Operand): Expression => operation("exp", a);
/** eᵃ − 1, accurate for small a. */
export const expm1 = (a: Operand): Expression => operation("expm1", a);
/** The natural logarithm; NaN for a < 0, −Infinity at 0. */
export const log = (a: Operand): Expression => operation("log", a);
/** log(1 + a), accurate for small a; a ≥ −1. */
export const log1p = (a: Operand): Expression => operation("log1p", a);
/** The hyperbolic tangent. */
export const tanh = (a: Operand): Expression => operation("tanh", a);
/** The hyperbolic secant, 1 / cosh(a) = 2 / (eᵃ + e⁻ᵃ). */
export const sech = (a: Operand): Expression => operation("sech", a);
/** The logistic function 1 / (1 + e⁻ᵃ); its derivative is sigmoid(a) · sigmoid(−a), which keeps its digits in both tails. */
export const sigmoid = (a: Operand): Expression => operation("sigmoid", a);
/** log(1 + eᵃ); its derivative is sigmoid(a). */
export const softplus = (a: Operand): Expression => operation("softplus", a);

const families: Pick<Families, "exponential"> = {
  exponential: {
    exp: {
      make: exp,
      cheap: false,
      vjp: (dy, _, self) => [mul(dy, self)],
    },
    expm1: {
      make: expm1,
      cheap: false,
      vjp: (dy, [a]) => [mul(dy, exp(a))],
    },
    log: { make: log, cheap: false, vjp: (dy, [a]) => [mul(dy, div(1, a))] },
    log1p: {
      make: log1p,
      cheap: false,
      vjp: (dy, [a]) => [mul(dy, div(1, add(1, a)))],
    },
    tanh: {
      make: tanh,
      cheap: false,
      vjp: (dy, [a]) => [mul(dy, square(sech(a)))],
    },
    sech: {
      make: sech,
      cheap: false,
      vjp: (dy, [a], self) => [mul(dy, neg(mul(self, tanh(a))))],
    },
    sigmoid: {
      make: sigmoid,
      cheap: false,
      vjp: (dy, [a], self) => [mul(dy, mul(self, sigmoid(neg(a))))],
    },
    softplus: {
      make: softplus,
      cheap: false,
      vjp: (dy, [a]) => [mul(dy, sigmoid(a))],
    },
  },
};
export default families;
