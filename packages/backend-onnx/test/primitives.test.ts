import { checkBackend, explain, primitiveActivations } from "@actfn/conformance";
import { expect, test } from "vitest";
import { onnx } from "../src/index.js";

const named = primitiveActivations.map((activation) => [activation.definition.name, activation] as const);

test.each(named)("%s is right to the strict bound, forward and backward", async (_, activation) => {
  const report = await checkBackend(() => onnx(), {
    activations: [activation],
    groups: ["specials", "gradients", "fuzz"],
    precisions: ["strict"],
    effort: "quick",
  });
  expect(explain(report)).toEqual([]);
});
