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

/** A result that is not as promised, the input it belongs to, and its error where the right one is known. */
export interface WrongResult {
  readonly x: number | undefined;
  readonly got: number;
  readonly ulp?: number;
  readonly absolute?: number;
}

/** Whether a wrong result is one that a limitation declares. */
export function covers({ x, gives }: DeviatingLimitation, result: WrongResult): boolean {
  return isConcerned(x, result.x) && isDeclared(gives, result);
}

function isConcerned(wanted: DeviatingLimitation["x"], x: number | undefined): boolean {
  if (wanted === undefined) return true;
  if (x === undefined) return false;
  return wanted === "nan" ? Number.isNaN(x) : x >= wanted[0] && x <= wanted[1];
}

function isDeclared(gives: DeviatingLimitation["gives"], result: WrongResult): boolean {
  const { got, ulp = Infinity, absolute = Infinity } = result;
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
      return ulp <= gives.ulp || absolute <= (gives.absolute ?? -1);
  }
}
