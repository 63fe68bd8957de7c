import type { DType, Pass, Precision } from "@actfn/core";
import type { Bound } from "../numbers/error.js";
import type { Tolerance } from "./profile.js";
import { isSelected, type Subject } from "./selection.js";

/**
 * The contract's bounds. `strict` is computed in double and rounded once, so that only the double's own rounding errors
 * can show where terms cancel; `fast` in float32. float64 has no wider format to be computed in: there both are alike.
 * float16 is rounded once from the float32 result.
 */
export function contractBound(pass: Pass, dtype: DType, precision: Precision, isAxis: boolean): Bound {
  const cancels = pass === "backward" || isAxis;
  if (dtype === "float64") return { ulp: 4, ofTerm: cancels ? 2 ** -50 : 0 };
  if (precision === "strict") {
    return { ulp: dtype === "float16" || pass === "forward" ? 0.51 : 1, ofTerm: cancels ? 2 ** -46 : 0 };
  }
  return { ulp: dtype === "float16" ? 0.51 : 4, ofTerm: cancels ? 2 ** -23 : 0 };
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
  boundFor(subject: Subject, isAxis: boolean): Bound {
    const { pass = "forward", dtype = "float32", precision = "strict" } = subject;
    let bound = contractBound(pass, dtype, precision, isAxis);
    for (const [i, { where, ulp, ofTerm = bound.ofTerm }] of this.declared.entries()) {
      if (!isSelected(where, subject)) continue;
      bound = { ulp, ofTerm };
      this.uses[i] = (this.uses[i] as number) + 1;
    }
    return bound;
  }
}
