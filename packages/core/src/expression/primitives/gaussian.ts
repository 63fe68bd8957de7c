import { twoOverRootPi } from "../constants.js";
import { type Expression, type Operand, operation } from "../expression.js";
import { mul, neg, square } from "./arithmetic.js";
import { exp } from "./exponential.js";
import type { Families } from "./record.js";

/** The error function 2/√π · ∫₀ᵃ exp(−t²) dt. */
export const erf = (a: Operand): Expression => operation("erf", a);
/** Φ(a), the probability that a standard normal variable is at most a; accurate in the lower tail. */
export const normalCdf = (a: Operand): Expression => operation("normalCdf", a);
/** φ(a) = exp(−a²/2) / √(2π), the standard normal density. */
export const normalPdf = (a: Operand): Expression => operation("normalPdf", a);

const families: Pick<Families, "gaussian"> = {
  gaussian: {
    erf: {
      make: erf,
      cheap: false,
      vjp: (dy, [a]) => [mul(dy, mul(twoOverRootPi, exp(neg(square(a)))))],
    },
    normalCdf: {
      make: normalCdf,
      cheap: false,
      vjp: (dy, [a]) => [mul(dy, normalPdf(a))],
    },
    normalPdf: {
      make: normalPdf,
      cheap: false,
      vjp: (dy, [a], self) => [mul(dy, neg(mul(a, self)))],
    },
  },
};
export default families;
