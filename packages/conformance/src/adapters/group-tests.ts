import { type CheckedBackend, checkBackend } from "../check-backend.js";
import { chosenGroups } from "../groups/choose.js";
import { checkProfile } from "../profile/check-profile.js";
import type { Profile } from "../profile/profile.js";
import { explainChecks, explainDeclaration } from "../report/explain.js";
import type { Report } from "../report/report.js";

/** A test for a framework: it throws where it does not pass. */
export interface GroupTest {
  readonly title: string;
  readonly run: () => Promise<void>;
}

const shown = 20;

/** One test for each group, and one for the declarations of the profile. The suite itself runs once, with the first of them. */
export function groupTests(backend: CheckedBackend, profile: Profile): GroupTest[] {
  checkProfile(profile, "describeBackend");
  let running: Promise<Report> | undefined;
  const report = (): Promise<Report> => {
    running ??= checkBackend(backend, profile);
    return running;
  };
  const tests = chosenGroups(profile).map(({ id, guarantee }) => ({
    title: `${id}: ${guarantee}`,
    run: async () => {
      const { findings } = await report();
      const failed = findings.filter((check) => check.status === "failed" && check.subject.group === id);
      requireNone(explainChecks(failed), failed.length);
    },
  }));
  const declarations = async (): Promise<void> => {
    const { deviations, tolerances } = await report();
    const outdated = [...deviations, ...tolerances].map(explainDeclaration);
    requireNone(outdated.filter((line) => line !== undefined));
  };
  return [...tests, { title: "declared deviations and tolerances are up to date", run: declarations }];
}

function requireNone(problems: readonly string[], failed: number = problems.length): void {
  if (problems.length === 0) return;
  const rest = problems.length > shown ? `\n… and ${problems.length - shown} more` : "";
  throw new Error(`${failed} checks failed\n${problems.slice(0, shown).join("\n")}${rest}`);
}
