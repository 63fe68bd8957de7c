// The quick part of the matrix: the bits of every available engine and processor, and some tools.

import { groups } from "../../matrix/groups.mjs";
import { runRows } from "../../matrix/run-rows.mjs";
import { installWithApt } from "./apt.mjs";

/** @typedef {import("./tally.mjs").Outcome} Outcome */

/** The package that emulates other processors. It is small, and in Debian. */
const EMULATION = ["qemu-user", "libc6-arm64-cross", "libstdc++6-arm64-cross"];

/** Two rows at a time, because a row mostly uses one thread. */
const JOBS = 2;

/**
 * Runs the quick part of every row. A row with a missing program is skipped with the reason: neither a server needs a browser,
 * nor a contributor a gigabyte of engines. A build server installs the engines.
 * @returns {Promise<Outcome>}
 */
export async function matrix() {
  const quick = groups.map((group) => ({
    group,
    rows: group.rows.filter(({ name }) => group.isQuick?.(name) ?? true),
  }));
  const reasons = quick.flatMap(({ group, rows }) => rows.map(({ name }) => group.missing(name) ?? ""));
  if (process.platform === "linux" && reasons.some((reason) => reason.includes(EMULATION[0] ?? ""))) {
    const reason = await installWithApt(EMULATION);
    if (reason !== undefined) console.log(reason);
  }
  const total = { passed: 0, failed: 0, skipped: 0, notes: /** @type {string[]} */ ([]) };
  const install = process.env["CI"] === "true";
  const context = { quick: true, install, signal: new AbortController().signal, progress: console.log };
  for (const { group, rows } of quick) {
    await runRows(group, rows, context, JOBS, ({ row, outcome }) => {
      if (outcome.status === "passed") total.passed += 1;
      else if (outcome.status === "failed") total.failed += 1;
      else total.skipped += 1;
      if (outcome.status !== "passed") total.notes.push(`${row.name}: ${outcome.status}: ${outcome.reason}`);
    });
  }
  return total;
}
