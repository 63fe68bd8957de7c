import { checkBackend, explain, type Profile } from "@actfn/conformance";
import { expect, test } from "vitest";
import { cpu } from "../src/index.js";

/** The whole suite takes a minute or two; ACTFN_EFFORT=full asks for it. */
const isWhole = process.env["ACTFN_EFFORT"] === "full";
const part: Profile = isWhole
  ? {}
  : { groups: ["contract", "golden", "specials", "options", "metamorphic", "gradients", "life-cycle"] };
const scope = isWhole ? "" : "'s numbers and life cycles";

test(`strict passes the conformance suite${scope} without any deviation`, async () => {
  const report = await checkBackend(() => cpu(), {
    ...part,
    precisions: ["strict"],
    deviations: [],
    tolerances: [],
  });
  expect(explain(report)).toEqual([]);
}, 900_000);

test(`fast passes the conformance suite${scope} with what it declares, all of which is still so`, async () => {
  const report = await checkBackend(() => cpu(), { ...part, precisions: ["fast"] });
  expect(explain(report)).toEqual([]);
  const gone = report.deviations
    .filter(({ outcome }) => outcome !== "deviates")
    .map(({ deviation }) => deviation.id);
  // Only fuzzing comes across a gate that is subnormal.
  expect(gone).toEqual(isWhole ? [] : ["subnormal-gate"]);
}, 900_000);
