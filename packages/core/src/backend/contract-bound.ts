import type { Definition } from "../definition/definition.js";
import { isEncoded } from "../tensor/codec.js";
import type { DType } from "../tensor/dtype.js";
import type { Pass, Precision } from "./backend.js";

/** The largest allowed distance of a result from the exact value: the largest of its parts. */
export interface Bound {
  /** In units in the last place of the exact value. */
  readonly ulp: number;
  /**
   * A fraction of the largest term of the sum that is the exact value. Near the zeros of a derivative the terms cancel, and
   * arithmetic that rounds them cannot keep a relative bound.
   */
  readonly ofTerm: number;
  /** An absolute distance that is always allowed, so that results of this size need not be distinguished. Default: 0. */
  readonly floor?: number;
  /** Whether −0 counts as 0, as for the sum of a row, whose sign means nothing if it is zero. Default: `false`. */
  readonly anyZero?: boolean;
}

/** What a bound depends on besides the call. */
export interface Computing {
  readonly isAxis: boolean;
  /** Whether it consists of straight pieces, which lose nothing down to subnormal numbers. */
  readonly isLinear: boolean;
}

/** What the bounds of an activation depend on. */
export function computingOf({ domain, properties }: Definition): Computing {
  return {
    isAxis: domain.kind === "axis",
    isLinear: properties !== undefined && properties.smoothness <= 0 && properties.cost === "trivial",
  };
}

/**
 * The contract's bounds. `strict` is computed in double and rounded once, so that only the double's own rounding errors
 * can show where terms cancel; `fast` in float32, along an axis with the rounding of the sums besides. float16 and
 * bfloat16 are rounded once more from the float32 result.
 *
 * float64 has no wider format to be computed in: there both are alike, a rounded argument shows in a steep function's
 * tail (laplace, quickGelu), and what an exponential loses to subnormals below 2^-1022 is not found again by a factor.
 */
export function contractBound(pass: Pass, dtype: DType, precision: Precision, how: Computing): Bound {
  if (dtype === "float64") return { ulp: 4, ofTerm: 2 ** -50, floor: how.isLinear ? 0 : 2 ** -1022 };
  const cancels = pass === "backward" || how.isAxis;
  if (precision === "strict") {
    return { ulp: isEncoded(dtype) || pass === "forward" ? 0.51 : 1, ofTerm: cancels ? 2 ** -46 : 0 };
  }
  return { ulp: isEncoded(dtype) ? 0.51 : 4, ofTerm: how.isAxis ? 2 ** -22 : cancels ? 2 ** -23 : 0 };
}
