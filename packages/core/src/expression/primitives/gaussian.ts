import { twoOverRootPi } from "../constants.js";
import { type Expression, type Operand, operation } from "../expression.js";
import { composed, curve, negated, plusNumber, size, squared, timesNumber } from "../limit/compose.js";
import * as series from "../limit/series.js";
import { mul, neg, square } from "./arithmetic.js";
import { exp } from "./exponential.js";
import type { Families } from "./record.js";

/** The error function 2/√π · ∫₀ᵃ exp(−t²) dt. */
export const erf = (a: Operand): Expression => operation("erf", a);
/** Φ(a), the probability that a standard normal variable is at most a; accurate in the lower tail. */
export const normalCdf = (a: Operand): Expression => operation("normalCdf", a);
/** φ(a) = exp(−a²/2) / √(2π), the standard normal density. */
export const normalPdf = (a: Operand): Expression => operation("normalPdf", a);

const density = (a: number): number => Math.exp((-a * a) / 2) / Math.sqrt(2 * Math.PI);

/** φ(a) where |a| is large. */
const farDensity = composed(
  squared,
  timesNumber(-1 / 2),
  series.exponential,
  timesNumber(1 / Math.sqrt(2 * Math.PI)),
);

/** The probability of more than |a|: φ(a)/a · (1 − 1/a² + …). */
const tail = (a: series.Series): series.Known => {
  const over = composed(size, series.inverse)(a);
  const small = over && squared(over);
  const bracket = small && series.powerSeries(small, [1, -1, 3]);
  const height = farDensity(a);
  const product = over && height && series.multiply(over, height);
  return product && bracket && series.multiply(product, bracket);
};

/** Φ(a) where |a| is large. */
const farCdf = (a: series.Series): series.Known => {
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

const families: Pick<Families, "gaussian"> = {
  gaussian: {
    erf: {
      make: erf,
      cheap: false,
      vjp: (dy, [a]) => [mul(dy, mul(twoOverRootPi, exp(neg(square(a)))))],
      limit: curve(
        erfNear,
        (a) => (2 / Math.sqrt(Math.PI)) * Math.exp(-a * a),
        composed(timesNumber(Math.SQRT2), farCdf, timesNumber(2), plusNumber(-1)),
      ),
    },
    normalCdf: {
      make: normalCdf,
      cheap: false,
      vjp: (dy, [a]) => [mul(dy, normalPdf(a))],
      limit: curve((a) => (1 + erfNear(a / Math.SQRT2)) / 2, density, farCdf),
    },
    normalPdf: {
      make: normalPdf,
      cheap: false,
      vjp: (dy, [a], self) => [mul(dy, neg(mul(a, self)))],
      limit: curve(density, (a) => -a * density(a), farDensity),
    },
  },
};
export default families;
