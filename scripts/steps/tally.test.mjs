import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { countUnittest } from "./python.mjs";
import { cannotRun, one, Tally } from "./tally.mjs";

beforeEach(() => {
  vi.spyOn(console, "log").mockReturnValue(undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** @param {Tally} tally */
function lastLine(tally) {
  return tally.summary().split("\n").at(-1);
}

test("closes with the sums of every suite", async () => {
  const tally = new Tally();
  expect(await tally.record("a", async () => one(true))).toBe(true);
  expect(await tally.record("b", async () => ({ passed: 3, failed: 2 }))).toBe(false);
  expect(lastLine(tally)).toBe("4 passed, 2 failed");
});

test("counts a suite that throws as failed, and says why", async () => {
  const tally = new Tally();
  await tally.record("a", () => Promise.reject(new Error("no such thing")));
  expect(tally.summary()).toContain("no such thing");
  expect(lastLine(tally)).toBe("0 passed, 1 failed");
});

test("leaves out what cannot run, with its reason, but not on a build server", async () => {
  vi.stubEnv("CI", "");
  const tally = new Tally();
  await tally.record("browser tests", async () => cannotRun("no Chromium"));
  expect(tally.summary()).toContain("no Chromium");
  expect(lastLine(tally)).toBe("0 passed, 0 failed, 1 skipped");
  vi.stubEnv("CI", "true");
  expect(cannotRun("no Chromium")).toMatchObject({ failed: 1 });
});

test("reads what unittest counted", () => {
  const failed = "Ran 7 tests in 1.2s\n\nFAILED (failures=1, errors=2, skipped=1)\n";
  expect(countUnittest(failed, 1)).toMatchObject({ passed: 3, failed: 3, skipped: 1 });
  expect(countUnittest("Ran 1 test in 1.2s\n\nOK\n", 0)).toMatchObject({ passed: 1, failed: 0, skipped: 0 });
  expect(countUnittest("Ran 2 tests in 1.2s\n\nOK (skipped=1)\n", 0)).toMatchObject({
    passed: 1,
    skipped: 1,
  });
});

test("counts a test with several failing subtests once", () => {
  const lines = ["a", "b"].map(
    (text) => `FAIL: test_completion (kernel.Tests.test_completion) (text='${text}')`,
  );
  const output = [...lines, "Ran 3 tests in 1.2s", "", "FAILED (failures=2)"].join("\n");
  expect(countUnittest(output, 1)).toMatchObject({ passed: 2, failed: 1 });
});

test("counts a Python run that ended without a verdict as failed", () => {
  expect(countUnittest("Segmentation fault\n", 139)).toMatchObject({
    failed: 1,
    notes: ["Segmentation fault"],
  });
});
