import type { DeviatingLimitation, Limitation } from "../profile/profile.js";
import { isSelected, type Subject } from "../profile/selection.js";

/** A limitation while a run goes on. */
export interface Limit {
  readonly limitation: Limitation;
  /** Checks that it concerns, and those of them that deviated; and single results that did. */
  checks: number;
  deviating: number;
  elements: number;
}

/** The declared limitations, with what came of each. */
export class Limits {
  readonly all: readonly Limit[];

  constructor(limitations: readonly Limitation[]) {
    this.all = limitations.map((limitation) => ({ limitation, checks: 0, deviating: 0, elements: 0 }));
  }

  /** Those that concern a check. */
  concerning(subject: Subject): Limit[] {
    return this.all.filter(({ limitation }) => isSelected(limitation.where, subject));
  }
}

/** Whether a wrong result is one that a limitation declares. */
export function covers(
  limitation: DeviatingLimitation,
  x: number | undefined,
  got: number,
  ulp: number,
): boolean {
  return isConcerned(limitation.x, x) && isDeclared(limitation.gives, got, ulp);
}

function isConcerned(wanted: DeviatingLimitation["x"], x: number | undefined): boolean {
  if (wanted === undefined) return true;
  if (x === undefined) return false;
  return wanted === "nan" ? Number.isNaN(x) : x >= wanted[0] && x <= wanted[1];
}

function isDeclared(gives: DeviatingLimitation["gives"], got: number, ulp: number): boolean {
  switch (gives) {
    case undefined:
      return true;
    case "nan":
      return Number.isNaN(got);
    case "zero":
      return got === 0;
    case "infinity":
      return Math.abs(got) === Infinity;
    case "number":
      return !Number.isNaN(got);
    default:
      return ulp <= gives.ulp;
  }
}
