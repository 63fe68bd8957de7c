// Native code neither brings a process down nor keeps one alive. Needs built packages, as npm test has them.

import process from "node:process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runApart } from "./run-apart.mjs";

const kill = fileURLToPath(new URL("kill.mjs", import.meta.url));
const exit = fileURLToPath(new URL("exit.mjs", import.meta.url));
const KILLS = 30;

describe("a worker that is ended in the middle of calls", () => {
  it.each([
    ["cpu", "thread"],
    ["cpu", "process"],
    ["onnx", "thread"],
    ["onnx", "process"],
  ])(`is replaced, ${KILLS} times: %s in a %s`, async (backend, workerType) => {
    const run = await runApart([process.execPath, kill, backend, workerType, String(KILLS)]);
    expect(run).toMatchObject({ code: 0, signal: null, orphans: [] });
    const report = JSON.parse(run.output.trim().split("\n").at(-1) ?? "");
    expect(report).toMatchObject({ backend, workerType, wrongAnswers: 0 });
    expect(report.kills).toBeGreaterThanOrEqual(KILLS);
  });
});

describe.each(["thread", "process"])("a process whose isolated backend computes in a %s", (workerType) => {
  /** @type {readonly [scenario: string, code: number | null, signal: string | null, output: RegExp][]} */
  const endings = [
    ["exit", 3, null, /^ready$/],
    ["natural end", 0, null, /restarts true/],
    ["uncaught error", 1, null, /Error: uncaught/],
    ["SIGTERM", null, "SIGTERM", /^ready$/],
    ["SIGTERM in a server", 0, null, /answered 20/],
    ["dispose", 0, null, /answered 20/],
    ["AbortSignal", 0, null, /AbortError/],
    ["swaps", 0, null, /answered 26/],
    ["SIGKILL while native code hangs", null, "SIGKILL", /^ready$/],
    // A thread cannot be ended then: the process ends itself after 10 s.
    workerType === "thread"
      ? ["exit while native code hangs", null, "SIGKILL", /^ready$/]
      : ["exit while native code hangs", 3, null, /^ready$/],
  ];
  it.each(endings)(
    "survives or ends as it should, and leaves none behind: %s",
    async (scenario, code, signal, output) => {
      const run = await runApart([process.execPath, exit, scenario, workerType]);
      expect(run).toMatchObject({ code, signal, orphans: [] });
      expect(run.output.trim()).toMatch(output);
    },
  );
});

describe("a process with threads of its own that compute", () => {
  it.each([
    ["process.exit in a thread of one's own", 0, /exit code 7/],
    ["ending threads of one's own by their native calls", 0, /ended 5/],
    ["exit while a thread of one's own has an isolated backend", 3, /^ready$/],
  ])("survives or ends as it should: %s", async (scenario, code, output) => {
    const run = await runApart([process.execPath, exit, scenario, "thread"]);
    expect(run).toMatchObject({ code, signal: null, orphans: [] });
    expect(run.output.trim()).toMatch(output);
  });
});
