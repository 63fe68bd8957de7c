import { checkBackend, explain } from "@actfn/conformance";
import { expect, it } from "vitest";
import { webgpu } from "../src/index.js";

it("keeps the contract in the form of its answers, at every size, and when calls overlap or fail", async () => {
  const report = await checkBackend(() => webgpu(), {
    effort: "quick",
    activations: ["relu", "prelu", "glu", "softmin"],
    precisions: ["fast"],
    groups: ["contract", "shapes", "sizes", "aliasing", "errors", "life-cycle"],
  });
  expect(explain(report)).toEqual([]);
});

it("keeps the bounds of both precisions, save where the start check has seen that the device flushes subnormal numbers", async () => {
  const report = await checkBackend(() => webgpu(), {
    effort: "quick",
    groups: ["contract", "golden", "specials", "options", "metamorphic", "gradients"],
  });
  expect(explain(report)).toEqual([]);
});

it("strict declares nothing", async () => {
  const report = await checkBackend(() => webgpu(), {
    effort: "quick",
    activations: ["gelu", "softmax"],
    precisions: ["strict"],
    groups: ["golden", "specials"],
    deviations: [],
  });
  expect(explain(report)).toEqual([]);
});
