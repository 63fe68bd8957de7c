import { type Expression, type Operand, operation } from "../expression.js";
import { composed, curve, negated, one, plusNumber, size, timesNumber } from "../limit/compose.js";
import * as series from "../limit/series.js";
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

const logistic = (a: number): number => 1 / (1 + Math.exp(-a));
const farSigmoid = composed(negated, series.exponential, plusNumber(1), series.inverse);
/** 2·sigmoid(2a) − 1. */
const farTanh = composed(timesNumber(2), farSigmoid, timesNumber(2), plusNumber(-1));
/** 2 / (e^|a| + e^−|a|). */
const farSech = composed(size, (a) => {
  const [up, down] = [series.exponential(a), composed(negated, series.exponential)(a)];
  const sum = up && down && series.add(up, down);
  const over = sum && series.inverse(sum);
  return over && series.scaled(over, 2);
});

const families: Pick<Families, "exponential"> = {
  exponential: {
    exp: {
      make: exp,
      cheap: false,
      vjp: (dy, _, self) => [mul(dy, self)],
      limit: one(series.exponential),
    },
    expm1: {
      make: expm1,
      cheap: false,
      vjp: (dy, [a]) => [mul(dy, exp(a))],
      limit: one((a) =>
        series.isNumber(a)
          ? series.number(Math.expm1(series.limitOf(a)))
          : composed(series.exponential, plusNumber(-1))(a),
      ),
    },
    log: { make: log, cheap: false, vjp: (dy, [a]) => [mul(dy, div(1, a))], limit: one(series.logarithm) },
    log1p: {
      make: log1p,
      cheap: false,
      vjp: (dy, [a]) => [mul(dy, div(1, add(1, a)))],
      limit: one((a) =>
        series.isNumber(a)
          ? series.number(Math.log1p(series.limitOf(a)))
          : composed(plusNumber(1), series.logarithm)(a),
      ),
    },
    tanh: {
      make: tanh,
      cheap: false,
      vjp: (dy, [a]) => [mul(dy, square(sech(a)))],
      limit: curve(Math.tanh, (a) => 1 / Math.cosh(a) ** 2, farTanh),
    },
    sech: {
      make: sech,
      cheap: false,
      vjp: (dy, [a], self) => [mul(dy, neg(mul(self, tanh(a))))],
      limit: curve(
        (a) => 1 / Math.cosh(a),
        (a) => -Math.tanh(a) / Math.cosh(a),
        farSech,
      ),
    },
    sigmoid: {
      make: sigmoid,
      cheap: false,
      vjp: (dy, [a], self) => [mul(dy, mul(self, sigmoid(neg(a))))],
      limit: curve(logistic, (a) => logistic(a) * logistic(-a), farSigmoid),
    },
    softplus: {
      make: softplus,
      cheap: false,
      vjp: (dy, [a]) => [mul(dy, sigmoid(a))],
      limit: curve(
        (a) => Math.log1p(Math.exp(a)),
        logistic,
        composed(series.exponential, plusNumber(1), series.logarithm),
      ),
    },
  },
};
export default families;
