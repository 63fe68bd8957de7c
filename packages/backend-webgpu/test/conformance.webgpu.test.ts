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

it("fast keeps its bounds, save where the start check has seen that the device flushes subnormal numbers", async () => {
  const report = await checkBackend(() => webgpu(), {
    effort: "quick",
    activations: [
      "relu",
      "gelu",
      "silu",
      "mish",
      "tanh",
      "sigmoid",
      "selu",
      "prelu",
      "glu",
      "hardmax",
      "logSumExp",
    ],
    precisions: ["fast"],
    groups: ["golden", "shapes", "metamorphic", "gradients", "fuzz"],
  });
  expect(explain(report)).toEqual([]);
});
