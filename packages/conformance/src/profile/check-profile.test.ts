import { ActivationNameError, ConfigError, gelu } from "@actfn/core";
import { expect, test } from "vitest";
import { checkProfile } from "./check-profile.js";

const declared = { id: "tail", reason: "known", where: { activation: "gelu" }, expect: "deviates" };

test.each<readonly [object, RegExp]>([
  [{ efort: "quick" }, /no option "efort"\. Did you mean "effort"\?/],
  [{ effort: "fast" }, /effort is "fast"; it must be one of "quick"/],
  [{ activations: [7] }, /activations\[0\] is 7; it must be an activation/],
  [{ groups: ["goldn"] }, /groups\[0\] is "goldn"/],
  [{ seed: 0.5 }, /seed is 0.5/],
  [
    { deviations: [{ ...declared, where: { activaton: "gelu" } }] },
    /no option "deviations\[0\]\.where\.activaton"\. Did you mean "activation"\?/,
  ],
  [{ deviations: [{ ...declared, reason: undefined }] }, /deviations\[0\]\.reason/],
  [{ deviations: [{ ...declared, x: [[1, 2], [3]] }] }, /deviations\[0\]\.x/],
  [{ deviations: [{ ...declared, where: { domain: "rows" } }] }, /where\.domain is "rows"/],
  [{ deviations: [{ ...declared, gives: { ulps: 3 } }] }, /no option .*ulps"\. Did you mean "ulp"\?/],
  [{ tolerances: [{ where: { dtype: ["float8"] }, ulp: 1, reason: "x" }] }, /dtype\[0\] is "float8"/],
])("refuses %j with what is allowed", (profile, message) => {
  expect(() => checkProfile(profile, "checkBackend")).toThrow(ConfigError);
  expect(() => checkProfile(profile, "checkBackend")).toThrow(message);
});

test("takes what a profile may hold", () => {
  const deviations = [
    { ...declared, x: [-6, -1], gives: { ulp: 2, absolute: 1e-6 } },
    { ...declared, x: "nan" },
    {
      ...declared,
      where: { domain: ["axis", "grouped"] },
      x: [
        [-Infinity, -1],
        [1, Infinity],
      ],
    },
  ];
  const tolerances = [{ where: { dtype: ["float32", "float64"], tag: "tail" }, ulp: 3, reason: "known" }];
  const profile = { activations: [gelu, "relu"], groups: ["golden"], seed: 2, deviations, tolerances };
  expect(() => checkProfile(profile, "checkBackend")).not.toThrow();
});

test.each<readonly [object, RegExp]>([
  [{ activations: ["gelo"] }, /no activation "gelo"\. Did you mean "gelu"\?/],
  [{ deviations: [{ ...declared, where: { activation: ["relu", "silo"] } }] }, /Did you mean "silu"\?/],
  [{ tolerances: [{ where: { activation: "ReLU" }, ulp: 1, reason: "x" }] }, /Did you mean "relu"\?/],
])("refuses %j with the nearest name", (profile, message) => {
  expect(() => checkProfile(profile, "checkBackend")).toThrow(ActivationNameError);
  expect(() => checkProfile(profile, "checkBackend")).toThrow(message);
});

test("a declaration may be about an activation of one's own, in a run of some activations", () => {
  const deviations = [{ ...declared, where: { activation: "mine" } }];
  expect(() => checkProfile({ activations: ["relu"], deviations }, "checkBackend")).not.toThrow();
});
