import type { ElementwisePrimitive } from "../expression.js";
import {
  chosen,
  composed,
  curve,
  difference,
  negated,
  one,
  plusNumber,
  signOfDifference,
  size,
  squared,
  timesNumber,
  two,
} from "./compose.js";
import type { Known, Series } from "./series.js";
import * as series from "./series.js";

type LimitRule = (a: Known, b: Known, c: Known) => Known;

/** By the sign of a − b. */
const bySign = (holds: (sign: number) => boolean): ((a: Known, b: Known) => Known) =>
  two((a, b) => {
    const sign = signOfDifference(a, b);
    return sign === undefined ? undefined : series.number(holds(sign) ? 1 : 0);
  });

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

const density = (a: number): number => Math.exp((-a * a) / 2) / Math.sqrt(2 * Math.PI);

/** φ(a) where |a| is large. */
const farDensity = composed(
  squared,
  timesNumber(-1 / 2),
  series.exponential,
  timesNumber(1 / Math.sqrt(2 * Math.PI)),
);

/** The probability of more than |a|: φ(a)/a · (1 − 1/a² + …). */
const tail = (a: Series): Known => {
  const over = composed(size, series.inverse)(a);
  const small = over && squared(over);
  const bracket = small && series.powerSeries(small, [1, -1, 3]);
  const height = farDensity(a);
  const product = over && height && series.multiply(over, height);
  return product && bracket && series.multiply(product, bracket);
};

/** Φ(a) where |a| is large. */
const farCdf = (a: Series): Known => {
  const rest = tail(a);
  return (series.signOf(a) as number) < 0 ? rest : rest && composed(negated, plusNumber(1))(rest);
};

/**
 * erf by its power series, good to 1e-10 up to 3 and more than enough beyond. Only the tails are asked for: at a finite
 * limit other than 0 no better erf than this is at hand.
 */
function erfNear(a: number): number {
  let [sum, power] = [a, a];
  for (let k = 1; k < 120; k++) {
    power *= (-a * a) / k;
    sum += power / (2 * k + 1);
  }
  return Math.abs(a) > 5 ? Math.sign(a) : (2 / Math.sqrt(Math.PI)) * sum;
}

const oscillates = (): Known => undefined;

/** ±π/2 − 1/a + 1/(3a³). */
const farAtan = (a: Series): Known => {
  const over = series.inverse(a);
  const small = over && series.powerSeries(over, [0, -1, 0, 1 / 3]);
  const half = series.number(((series.signOf(a) as number) * Math.PI) / 2);
  return small && series.add(small, half as Series);
};

/** How each primitive grows as an input goes to infinity, from how its arguments grow; undefined where it cannot be told. */
export const limitRules: Readonly<Record<ElementwisePrimitive, LimitRule>> = {
  greater: bySign((sign) => sign > 0),
  greaterEqual: bySign((sign) => sign >= 0),
  less: bySign((sign) => sign < 0),
  lessEqual: bySign((sign) => sign <= 0),
  equal: bySign((sign) => sign === 0),
  add: two(series.add),
  sub: two(difference),
  mul: two(series.multiply),
  div: two((a, b) => {
    const over = series.inverse(b);
    return over && series.multiply(a, over);
  }),
  square: one(squared),
  sqrt: one(series.squareRoot),
  neg: one(negated),
  abs: one(size),
  sign: one((a) => chosen(series.signOf(a), (known) => (known === 0 ? a : (series.number(known) as Series)))),
  min: two((a, b) => chosen(signOfDifference(a, b), (known) => (known > 0 ? b : a))),
  max: two((a, b) => chosen(signOfDifference(a, b), (known) => (known < 0 ? b : a))),
  where: (condition, a, b) => {
    const holds = condition && series.signOf(condition);
    return holds === undefined ? undefined : holds === 0 ? b : a;
  },
  exp: one(series.exponential),
  expm1: one((a) =>
    series.isNumber(a)
      ? series.number(Math.expm1(series.limitOf(a)))
      : composed(series.exponential, plusNumber(-1))(a),
  ),
  log: one(series.logarithm),
  log1p: one((a) =>
    series.isNumber(a)
      ? series.number(Math.log1p(series.limitOf(a)))
      : composed(plusNumber(1), series.logarithm)(a),
  ),
  tanh: curve(Math.tanh, (a) => 1 / Math.cosh(a) ** 2, farTanh),
  sech: curve(
    (a) => 1 / Math.cosh(a),
    (a) => -Math.tanh(a) / Math.cosh(a),
    farSech,
  ),
  sigmoid: curve(logistic, (a) => logistic(a) * logistic(-a), farSigmoid),
  softplus: curve(
    (a) => Math.log1p(Math.exp(a)),
    logistic,
    composed(series.exponential, plusNumber(1), series.logarithm),
  ),
  erf: curve(
    erfNear,
    (a) => (2 / Math.sqrt(Math.PI)) * Math.exp(-a * a),
    composed(timesNumber(Math.SQRT2), farCdf, timesNumber(2), plusNumber(-1)),
  ),
  normalCdf: curve((a) => (1 + erfNear(a / Math.SQRT2)) / 2, density, farCdf),
  normalPdf: curve(density, (a) => -a * density(a), farDensity),
  sin: curve(Math.sin, Math.cos, oscillates),
  cos: curve(Math.cos, (a) => -Math.sin(a), oscillates),
  atan: curve(Math.atan, (a) => 1 / (1 + a * a), farAtan),
};
