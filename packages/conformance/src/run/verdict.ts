import type { Tolerances } from "../profile/bounds.js";
import type { Profile } from "../profile/profile.js";
import type { DeviationReport, ToleranceReport } from "../report/report.js";
import type { TrackedDeviations } from "./tracked-deviations.js";

/**
 * What came of each deviation. Only a run that looks everywhere can tell that one concerns nothing or is out of date: a
 * quick one, or one of some groups or activations, may not have come across it.
 */
export function judgeDeviations(deviations: TrackedDeviations, profile: Profile): DeviationReport[] {
  return deviations.all.map(({ deviation, isKnown, checks, deviating, elements }) => {
    if (!isKnown) return { deviation, outcome: "unknown", checks, elements };
    const seen = deviating > 0 ? "deviates" : checks > 0 ? "stale" : "unmatched";
    return {
      deviation,
      outcome: seen === "deviates" || isWhole(profile) ? seen : "not run",
      checks,
      elements,
    };
  });
}

/** What came of each tolerance; see {@link judgeDeviations}. */
export function judgeTolerances({ declared, uses }: Tolerances, profile: Profile): ToleranceReport[] {
  return declared.map((tolerance, i) => {
    const checks = uses[i] as number;
    const outcome = checks > 0 ? "used" : isWhole(profile) ? "unmatched" : "not run";
    return { tolerance, outcome, checks };
  });
}

function isWhole({ effort = "full", groups, activations, precisions, dtypes }: Profile): boolean {
  return effort !== "quick" && [groups, activations, precisions, dtypes].every((part) => part === undefined);
}
