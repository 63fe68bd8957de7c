import {
  type Bound,
  type Computing,
  contractBound,
  isSelected,
  type Subject,
  type Tolerance,
} from "@actfn/core";
import type { Selects } from "./selection.js";

/** The bound for a check, and the contract's own where a tolerance widens it. */
export interface CheckBound {
  readonly bound: Bound;
  /** Set where the tolerance was not measured on the backend's code path: what only it allows is neither right nor wrong. */
  readonly certain?: Bound | undefined;
}

/** Tolerances with a count of the checks that each was used for, so that one that matches nothing shows. */
export class Tolerances {
  readonly declared: readonly Tolerance[];
  readonly uses: number[];
  readonly isMeasured: boolean;
  private readonly selects: Selects;

  constructor(declared: readonly Tolerance[], isMeasured: boolean, selects: Selects = isSelected) {
    this.selects = selects;
    this.declared = declared;
    this.uses = declared.map(() => 0);
    this.isMeasured = isMeasured;
  }

  /** The bound for a check: the last tolerance that matches it, otherwise the contract's. */
  boundFor(subject: Subject, how: Computing): CheckBound {
    const { pass = "forward", dtype = "float32", precision = "strict" } = subject;
    const certain = contractBound(pass, dtype, precision, how);
    let bound = certain;
    for (const [i, { where, ulp, ofTerm = bound.ofTerm }] of this.declared.entries()) {
      if (!this.selects(where, subject)) continue;
      bound = { ...bound, ulp, ofTerm };
      this.uses[i] = (this.uses[i] as number) + 1;
    }
    return bound === certain || this.isMeasured ? { bound } : { bound, certain };
  }
}
