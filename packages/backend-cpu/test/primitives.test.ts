import { checkBackend, explain } from "@actfn/conformance";
import {
  defineActivation,
  familyOf,
  max,
  min,
  operation,
  type PrimitiveFamily,
  primitives,
} from "@actfn/core";
import { expect, test } from "vitest";
import { cpu } from "../src/index.js";

const families: readonly PrimitiveFamily[] = ["exponential", "gaussian", "trigonometric"];
const functions = primitives.filter((op) => families.includes(familyOf(op)));

/** Sine and cosine keep their digits up to here. */
const FARTHEST = 2 ** 23;

test.each(functions)("%s alone is right to the strict bound, forward and backward", async (op) => {
  const isPeriodic = op === "sin" || op === "cos";
  const alone = defineActivation({
    name: `${op}Alone`,
    expression: ({ x }) => operation(op, isPeriodic ? min(max(x, -FARTHEST), FARTHEST) : x),
  });
  const report = await checkBackend(() => cpu(), {
    activations: [alone],
    groups: ["specials", "gradients", "fuzz"],
    precisions: ["strict"],
    effort: "quick",
  });
  expect(explain(report)).toEqual([]);
});
