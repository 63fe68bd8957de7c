import { constant, type Expression, type Operand, operation } from "../expression.js";
import { div, mul, sub, where } from "./arithmetic.js";
import { greater } from "./comparison.js";
import type { Families } from "./record.js";

/** The sum of a over the row. Only in axis activations, like all that follow. */
export const sumAlong = (a: Operand): Expression => operation("sumAlong", a);
/** The largest a of the row, NaN if there is one; −Infinity for an empty row. Treated as a constant by differentiation: use it to shift, not to differentiate through. */
export const maxAlong = (a: Operand): Expression => operation("maxAlong", a);
/** The position (0, 1, …) of the first largest a of the row. Its derivative is 0. */
export const argmaxAlong = (a: Operand): Expression => operation("argmaxAlong", a);
/** The τ for which Σ max(a − τ, 0) = 1 over the row (Martins & Astudillo 2016). */
export const sparsemaxThreshold = (a: Operand): Expression => operation("sparsemaxThreshold", a);
/** The τ for which Σ max(a − τ, 0)² = 1 over the row (Peters et al. 2019, with a = x/2). */
export const entmax15Threshold = (a: Operand): Expression => operation("entmax15Threshold", a);

/** dy · dτ/da for a threshold τ: weights on the elements above it, normalized so that they sum to 1. */
function overSupport(dy: Expression, a: Expression, threshold: Expression, weight: Expression): Expression {
  const weighted = where(greater(a, threshold), weight, 0);
  return mul(dy, div(weighted, sumAlong(weighted)));
}

const families: Pick<Families, "sum" | "largest" | "threshold"> = {
  sum: {
    sumAlong: { make: sumAlong, vjp: (dy) => [dy] },
  },
  largest: {
    maxAlong: { make: maxAlong, vjp: () => [] },
    argmaxAlong: { make: argmaxAlong, vjp: () => [] },
  },
  threshold: {
    sparsemaxThreshold: {
      make: sparsemaxThreshold,
      vjp: (dy, [a], self) => [overSupport(dy, a, self, constant(1))],
    },
    entmax15Threshold: {
      make: entmax15Threshold,
      vjp: (dy, [a], self) => [overSupport(dy, a, self, sub(a, self))],
    },
  },
};
export default families;
