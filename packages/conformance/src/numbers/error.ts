import { type Bound, type DType, isEncoded } from "@actfn/core";
import { formats, roundTo, smallest, ulpSize } from "./format.js";

/**
 * The error of a result in ulp of its dtype against the exact value (a double), where a bound by terms allows more, in
 * parts of what it allows; so that a result is within a bound exactly where its error is at most `bound.ulp`.
 *
 * Infinity stands for a different kind of number: NaN for a number or a number for NaN, an infinity for a number far from
 * the largest, a zero of the other sign. An infinity counts as the power of two beyond the largest number.
 */
export function errorInUlp(got: number, exact: number, dtype: DType, bound: Bound, term: number): number {
  if (Object.is(got, exact)) return 0;
  if (Number.isNaN(exact)) return Number.isNaN(got) ? 0 : Infinity;
  if (Number.isNaN(got)) return Infinity;
  if (!Number.isFinite(exact)) return got === exact ? 0 : Infinity;
  const allowed = Math.max(bound.ofTerm * term, bound.floor ?? 0);
  if (
    got === 0 &&
    bound.anyZero !== true &&
    bound.ofTerm * term < smallest(dtype) &&
    isOtherZero(got, exact, dtype)
  ) {
    return Infinity;
  }
  if (!Number.isFinite(got) && got === roundTo(exact, dtype)) return 0;
  const finite = Number.isFinite(got) ? got : Math.sign(got) * 2 ** formats[dtype].highest * 2;
  if (!Number.isFinite(finite)) return Infinity;
  return distance(finite, exact, dtype, bound, allowed);
}

/** Returns a function that computes {@link errorInUlp} and evaluates the terms, which are costly, only if they matter. */
export function errorMeasure(
  dtype: DType,
  bound: Bound,
): (got: number, exact: number, term: () => number) => number {
  const bare: Bound = { ...bound, ofTerm: 0 };
  return (got, exact, term) => {
    const error = errorInUlp(got, exact, dtype, bare, 0);
    return error > bound.ulp && bound.ofTerm > 0 ? errorInUlp(got, exact, dtype, bound, term()) : error;
  };
}

/** A number of two bytes is rounded after its terms have cancelled in float32: there both errors add up. */
function distance(got: number, exact: number, dtype: DType, bound: Bound, allowed: number): number {
  const ulp = ulpSize(exact, dtype);
  const byTerms = allowed / bound.ulp || 0;
  return Math.abs(got - exact) / (isEncoded(dtype) ? ulp + byTerms : Math.max(ulp, byTerms));
}

function isOtherZero(got: number, exact: number, dtype: DType): boolean {
  const right = roundTo(exact, dtype);
  return right === 0 && !Object.is(got, right);
}
