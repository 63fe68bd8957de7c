import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { runRows } from "./run-rows.mjs";

/** @typedef {import("./run-rows.mjs").Ended} Ended */

const rows = ["a", "b", "c"].map((name) => ({ name, title: name }));
const command = fileURLToPath(new URL("run.mjs", import.meta.url));

/** @param {AbortController} stop */
function groupThatStopsAt(stop, at = "") {
  const run = vi.fn(async (/** @type {string} */ name) => {
    if (name === at) stop.abort();
    return /** @type {const} */ ({ status: "passed", result: {} });
  });
  const missing = (/** @type {string} */ name) => (name === "b" ? "bee is not installed" : undefined);
  return { id: "test", rows, missing, prepare: async () => {}, run };
}

/** @param {AbortController} stop */
function contextOf(stop) {
  return { quick: true, install: false, signal: stop.signal, progress: () => {} };
}

test("a row that lacks something is not run, and says what it lacks", async () => {
  const stop = new AbortController();
  const group = groupThatStopsAt(stop);
  /** @type {Ended[]} */
  const ended = [];
  await runRows(group, rows, contextOf(stop), 2, (row) => ended.push(row));
  const byName = Object.fromEntries(ended.map(({ row, outcome }) => [row.name, outcome]));
  expect(byName).toEqual({
    a: { status: "passed", result: {} },
    b: { status: "not run", reason: "bee is not installed" },
    c: { status: "passed", result: {} },
  });
  expect(group.run.mock.calls.map(([name]) => name)).toEqual(["a", "c"]);
});

test("nothing is started after a stop, and a row that was stopped has no outcome", async () => {
  const stop = new AbortController();
  const group = groupThatStopsAt(stop, "a");
  /** @type {Ended[]} */
  const ended = [];
  await runRows(group, rows, contextOf(stop), 1, (row) => ended.push(row));
  expect(ended).toEqual([]);
  expect(group.run).toHaveBeenCalledTimes(1);
});

test.each([
  [["nowhere"], "There is no row named nowhere. Rows: engines, node-20"],
  [["--jobs", "0"], "--jobs 0: give a whole number from 1 on."],
  [["--script", "x.mjs"], "--script needs the rows to run it on."],
])("the command refuses %j with what is allowed", (args, message) => {
  const { status, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: "utf8" });
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});
