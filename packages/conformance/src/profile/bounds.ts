import { type Definition, type DType, isEncoded, type Pass, type Precision } from "@actfn/core";
import type { Bound } from "../numbers/error.js";
import type { Tolerance } from "./profile.js";
import { isSelected, type Subject } from "./selection.js";

/** What a bound depends on besides the call: how the activation is computed. */
export interface Computing {
  readonly isAxis: boolean;
  /** Made of straight pieces: nothing is lost on the way to its subnormals. */
  readonly isLinear: boolean;
}

/** How an activation is computed. */
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

/** Tolerances with a count of the checks that each was used for, so that one that matches nothing shows. */
export class Tolerances {
  readonly declared: readonly Tolerance[];
  readonly uses: number[];

  constructor(declared: readonly Tolerance[]) {
    this.declared = declared;
    this.uses = declared.map(() => 0);
  }

  /** The bound for a check: the last tolerance that matches it, otherwise the contract's. */
  boundFor(subject: Subject, how: Computing): Bound {
    const { pass = "forward", dtype = "float32", precision = "strict" } = subject;
    let bound = contractBound(pass, dtype, precision, how);
    for (const [i, { where, ulp, ofTerm = bound.ofTerm }] of this.declared.entries()) {
      if (!isSelected(where, subject)) continue;
      bound = { ...bound, ulp, ofTerm };
      this.uses[i] = (this.uses[i] as number) + 1;
    }
    return bound;
  }
}
