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
import type { Selects } from "../profile/selection.js";

/** A declared deviation while a run goes on. */
export interface TrackedDeviation {
  readonly deviation: Deviation;
  /** Whether it was measured on the backend's code path. */
  readonly isKnown: boolean;
  /** Checks that it concerns, and those of them that deviated; and single results that did. */
  checks: number;
  deviating: number;
  elements: number;
}

/** The deviations that are declared of a code path, or not known for it, with what came of each. */
export class TrackedDeviations {
  readonly all: readonly TrackedDeviation[];
  private readonly selects: Selects;

  constructor(
    deviations: readonly Deviation[],
    measuredOn?: Declarations["measuredOn"],
    path?: CodePath | undefined,
    selects: Selects = isSelected,
  ) {
    this.selects = selects;
    this.all = deviations.flatMap((deviation) => {
      const status = statusOf(deviation, measuredOn, path);
      if (status === "absent") return [];
      return [{ deviation, isKnown: status === "declared", checks: 0, deviating: 0, elements: 0 }];
    });
  }

  /** Those that concern a check. */
  concerning(subject: Subject): TrackedDeviation[] {
    return this.all.filter(({ deviation }) => this.selects(deviation.where, subject));
  }
}

/** The first deviation that declares a wrong result. */
export function deviationFor(
  deviations: readonly TrackedDeviation[],
  result: WrongResult,
): TrackedDeviation | undefined {
  return deviations.find(
    ({ deviation }) =>
      deviation.expect === "fails" || (deviation.expect === "deviates" && covers(deviation, result)),
  );
}
