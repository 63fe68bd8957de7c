import { createRuntime, gelu, relu } from "@actfn/core";
import { expect, test } from "vitest";
import { checkBackend, explain } from "../src/index.js";
import { ReferenceBackend } from "./reference-backend.js";

test("a backend of forty lines, the reference evaluation, is accepted by a runtime", async () => {
  const runtime = createRuntime({ backends: [new ReferenceBackend()] });
  expect(await runtime.forward(gelu, new Float32Array([0, 100]))).toEqual(new Float32Array([0, 100]));
});

test("it passes the quick suite", async () => {
  const report = await checkBackend(() => new ReferenceBackend(), { effort: "quick" });
  expect(report.findings).toEqual([]);
  expect(report.passed).toBe(true);
});

test("one whose execute() forgets to return is told so, not what broke after it", async () => {
  const forgetful = { execute: async () => undefined as never };
  const report = await checkBackend(() => Object.assign(new ReferenceBackend(), forgetful), {
    effort: "quick",
    activations: [relu],
    groups: ["contract", "golden", "specials"],
  });
  const told = explain(report);
  expect(told.length).toBeGreaterThan(0);
  for (const text of told) expect(text).toContain("execute() gave undefined; it must give a list");
});

test("its numbers need no limitation and no tolerance", async () => {
  const groups = ["golden", "specials", "options", "relations", "gradients", "random"] as const;
  const report = await checkBackend(() => new ReferenceBackend(), { groups });
  expect(explain(report)).toEqual([]);
}, 300_000);
