import { checkBackend, explain } from "@actfn/conformance";
import { expect, it } from "vitest";
import { webgpu } from "../src/index.js";

it("keeps the contract in the form of its answers, at every size, and when calls overlap or fail", async () => {
  const report = await checkBackend(() => webgpu(), {
    effort: "quick",
    activations: ["relu", "prelu"],
    precisions: ["fast"],
    groups: ["contract", "shapes", "sizes", "aliasing", "errors", "life-cycle"],
    deviations: [],
  });
  expect(explain(report)).toEqual([]);
});
