// The reports in the repository: a file for each group. The site shows them.

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readJson, root } from "../scripts/steps/repository.mjs";

/** @typedef {import("./run-rows.mjs").Group} Group */
/** @typedef {import("./run-rows.mjs").Ended} Ended */
/** @typedef {{ name: string, title: string, cells?: Record<string, unknown> }} ReportedRow */

/** @param {string} id   a group's */
export function reportFile(id) {
  return join(root, "apps", "docs", "reports", "matrix", `${id}.json`);
}

/**
 * @param {string} id
 * @returns {ReportedRow[]}
 */
export function readReport(id) {
  return existsSync(reportFile(id)) ? readJson(reportFile(id)).rows : [];
}

/**
 * Updates the report of a group with the rows that ran. The other rows stay, and so do the cells that a quick run leaves out.
 * Each has its date.
 * @param {Group} group
 * @param {readonly Ended[]} ended
 */
export function writeReport(group, ended) {
  const before = new Map(readReport(group.id).map((row) => [row.name, row]));
  for (const { row, outcome } of ended) {
    if (outcome.status === "not run") continue;
    const { result } = outcome;
    const cells = { ...before.get(row.name)?.cells, .../** @type {object} */ (result["cells"]) };
    before.set(row.name, { name: row.name, title: row.title, ...result, cells });
  }
  // In the order of the rows, without rows that no longer exist.
  const rows = group.rows.flatMap(({ name }) => before.get(name) ?? []);
  mkdirSync(dirname(reportFile(group.id)), { recursive: true });
  // One line per row, so that a diff shows which rows ran.
  const lines = rows.map((row) => JSON.stringify(row));
  writeFileSync(reportFile(group.id), `{"rows":[\n${lines.join(",\n")}\n]}\n`);
}
