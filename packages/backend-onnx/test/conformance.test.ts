import { checkBackend, describeSubject, type Profile, type Report, summary } from "@actfn/conformance";
import { describe, expect, it } from "vitest";
import { deviations, onnx, widerBounds } from "../src/index.js";

/** The whole suite takes minutes; ACTFN_EFFORT=full asks for it. It also tells declarations that are out of date. */
const isWhole = process.env["ACTFN_EFFORT"] === "full";

/** What is not as declared, a line each. */
function wrong(report: Report): string {
  const failed = report.findings.filter(({ status }) => status === "failed");
  const declared = report.limitations.filter(({ outcome }) => outcome === "stale" || outcome === "unmatched");
  return [
    summary(report),
    ...failed.map(({ subject, failures }) => `${describeSubject(subject)}: ${JSON.stringify(failures[0])}`),
    ...declared.map(({ limitation, outcome }) => `the deviation ${limitation.id} is ${outcome}`),
  ].join("\n");
}

describe("the conformance suite", () => {
  it(
    `passes with the declared deviations${isWhole ? "" : ", in its numbers and life cycles"}`,
    async () => {
      const profile: Profile = {
        effort: "full",
        ...(isWhole ? {} : { groups: ["golden", "specials", "relations", "life-cycle"] }),
        limitations: deviations as NonNullable<Profile["limitations"]>,
        tolerances: widerBounds as NonNullable<Profile["tolerances"]>,
      };
      const report = await checkBackend(() => onnx(), profile);
      expect(report.passed, wrong(report)).toBe(true);
    },
    isWhole ? 1_800_000 : 300_000,
  );
});
