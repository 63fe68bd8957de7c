// The quick part of the matrix: every engine and processor that can be had here, by the bits that it gives, and some tools.

import { groups } from "../../matrix/groups.mjs";
import { runRows } from "../../matrix/run-rows.mjs";
import { installWithApt } from "./apt.mjs";

/** @typedef {import("./tally.mjs").Outcome} Outcome */

/** What emulates other processors: small, and in Debian. */
const EMULATION = ["qemu-user", "libc6-arm64-cross", "libstdc++6-arm64-cross"];

/** Two rows at a time: most of a row's time is one thread's. */
const JOBS = 2;

/**
 * Runs the quick part of every row. A row that lacks something here is skipped with the reason: a browser is no part of what
 * a server has to have, nor a gigabyte of engines of what a contributor has to; a server installs those.
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
