import { checkBackend, explain, type Profile } from "@actfn/conformance";
import { defineActivation, geglu, gelu, mish, softmax, softplus } from "@actfn/core";
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

test("copies of built-in activations under other names are held to the same bounds", async () => {
  const activations = [gelu, mish, geglu, softmax, softplus].map(({ definition }, i) =>
    defineActivation({ ...definition, name: `copy${i}` } as never),
  );
  const profile: Profile = { activations, precisions: ["fast"], groups: ["specials", "fuzz"] };
  const backend = await cpu({ threads: 1 });
  const report = await checkBackend(backend, profile);
  expect(explain(report)).toEqual([]);
  // A bound that is declared of the original, and that no float32 arithmetic keeps, holds for its copy, and for no other one.
  const tolerances = [{ where: { activation: "gelu" }, ulp: 0.01, ofTerm: 0, reason: "a test" }];
  const held = await checkBackend(backend, { ...profile, tolerances, groups: ["specials"], deviations: [] });
  expect(new Set(held.findings.map(({ subject }) => subject.activation))).toEqual(new Set(["copy0"]));
});
