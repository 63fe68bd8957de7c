import { catalogue, createRuntime, gelu, relu } from "@actfn/core";
import { reference } from "@actfn/core/program";
import { describe, expect, test } from "vitest";
import { checkBackend, explain } from "../src/index.js";

test("the reference backend is accepted by a runtime", async () => {
  const runtime = createRuntime({ backends: [reference()] });
  expect(await runtime.forward(gelu, new Float32Array([0, 100]))).toEqual(new Float32Array([0, 100]));
});

test("it passes the quick suite", async () => {
  const report = await checkBackend(reference, { effort: "quick" });
  expect(report.findings).toEqual([]);
  expect(report.passed).toBe(true);
});

test("reports an execute() that returns nothing by that name, and not what fails after it", async () => {
  const forgetful = { execute: async () => undefined as never };
  const report = await checkBackend(() => Object.assign(reference(), forgetful), {
    effort: "quick",
    activations: [relu],
    groups: ["contract", "golden", "specials"],
  });
  const told = explain(report);
  expect(told.length).toBeGreaterThan(0);
  for (const text of told) expect(text).toContain("execute() returned undefined; it must return an array");
});

describe("it needs no declared deviation and no tolerance", () => {
  const groups = ["golden", "specials", "options", "gradients", "random"] as const;
  // One by one, so that -t finds those of an activation.
  test.each(catalogue.map((activation) => [activation.definition.name, activation] as const))(
    "%s",
    async (_, activation) => {
      const report = await checkBackend(reference, { groups, activations: [activation] });
      expect(explain(report)).toEqual([]);
    },
    60_000,
  );

  test("relations between activations", async () => {
    const report = await checkBackend(reference, { groups: ["metamorphic"] });
    expect(explain(report)).toEqual([]);
  }, 60_000);
});
