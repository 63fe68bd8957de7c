import {
  type CodePath,
  covers,
  type Declarations,
  type Deviation,
  isSelected,
  type Subject,
  statusOf,
  type WrongResult,
} from "@actfn/core";

/** A declared deviation while a run goes on. */
export interface Limit {
  readonly limitation: Deviation;
  /** Whether it was measured on the backend's code path. */
  readonly isKnown: boolean;
  /** Checks that it concerns, and those of them that deviated; and single results that did. */
  checks: number;
  deviating: number;
  elements: number;
}

/** The deviations that are declared of a code path, or not known for it, with what came of each. */
export class Limits {
  readonly all: readonly Limit[];

  constructor(
    limitations: readonly Deviation[],
    measuredOn?: Declarations["measuredOn"],
    path?: CodePath | undefined,
  ) {
    this.all = limitations.flatMap((limitation) => {
      const status = statusOf(limitation, measuredOn, path);
      if (status === "absent") return [];
      return [{ limitation, isKnown: status === "declared", checks: 0, deviating: 0, elements: 0 }];
    });
  }

  /** Those that concern a check. */
  concerning(subject: Subject): Limit[] {
    return this.all.filter(({ limitation }) => isSelected(limitation.where, subject));
  }
}

/** The first limit that declares a wrong result. */
export function limitFor(limits: readonly Limit[], result: WrongResult): Limit | undefined {
  return limits.find(
    ({ limitation }) =>
      limitation.expect === "fails" || (limitation.expect === "deviates" && covers(limitation, result)),
  );
}
