import type { Deviation } from "@actfn/core";
import { expect, test } from "vitest";
import { Tolerances } from "../profile/bounds.js";
import { TrackedDeviations } from "./tracked-deviations.js";
import { judgeDeviations, judgeTolerances } from "./verdict.js";

const deviation: Deviation = {
  id: "tail",
  reason: "known",
  where: { activation: "silu" },
  expect: "deviates",
};
const subject = { group: "golden", activation: "silu" } as const;

function outcomeAfter(checks: number, deviating: number, whole: boolean): string | undefined {
  const deviations = new TrackedDeviations([deviation]);
  for (const limit of deviations.concerning(subject)) Object.assign(limit, { checks, deviating });
  return judgeDeviations(deviations, whole ? {} : { groups: ["golden"] })[0]?.outcome;
}

test("a deviation of which nothing is left is stale, and one that concerns nothing is unmatched", () => {
  expect(outcomeAfter(3, 1, true)).toBe("deviates");
  expect(outcomeAfter(3, 0, true)).toBe("stale");
  expect(outcomeAfter(0, 0, true)).toBe("unmatched");
});

test("only a whole run can tell so", () => {
  expect(outcomeAfter(3, 1, false)).toBe("deviates");
  expect(outcomeAfter(3, 0, false)).toBe("not run");
  expect(outcomeAfter(0, 0, false)).toBe("not run");
});

test("a tolerance that no check used is unmatched", () => {
  const tolerances = new Tolerances([{ where: { activation: "silu" }, ulp: 9, reason: "coarse" }], true);
  expect(judgeTolerances(tolerances, {})[0]?.outcome).toBe("unmatched");
  const { bound } = tolerances.boundFor(subject, { isAxis: false, isLinear: false });
  expect(bound.ulp).toBe(9);
  expect(judgeTolerances(tolerances, {})[0]?.outcome).toBe("used");
});
