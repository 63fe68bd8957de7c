// Runs Vitest and counts its tests.

import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { readJson, root } from "./repository.mjs";
import { runInstalled } from "./run.mjs";

/** @typedef {import("./tally.mjs").Outcome} Outcome */
/** @typedef {{ status: string, fullName: string }} Assertion */
/** @typedef {{ name: string, status: string, message: string, assertionResults: Assertion[] }} FileResult */

/**
 * @param {FileResult[]} files
 * @returns {{ passed: number, failed: number, skipped: number, notes: string[] }}
 */
function count(files) {
  const total = { passed: 0, failed: 0, skipped: 0, notes: /** @type {string[]} */ ([]) };
  for (const file of files) {
    const where = relative(root, file.name);
    for (const { status, fullName } of file.assertionResults) {
      if (status === "passed") total.passed += 1;
      else if (status === "failed") total.failed += 1;
      else total.skipped += 1;
      if (status !== "passed")
        total.notes.push(`${status === "failed" ? "failed" : "skipped"}: ${where}: ${fullName}`);
    }
    // A file that could not be loaded has no tests, but counts as a failure.
    if (file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed")) {
      total.failed += 1;
      total.notes.push(`failed: ${where}: ${file.message.split("\n", 1)[0]}`);
    }
  }
  return total;
}

/**
 * Runs Vitest once.
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<Outcome>}
 */
export async function vitest(args, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), "actfn-vitest-"));
  const report = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  try {
    const { code } = await runInstalled("vitest/vitest.mjs", ["run", ...reporters, ...args], { env });
    if (!existsSync(report)) return { failed: 1, notes: [`vitest ended with code ${code} and no report`] };
    const total = count(readJson(report).testResults);
    if (code !== 0 && total.failed === 0) {
      // An error outside all tests: an unhandled rejection, or a failure in the teardown of a file.
      return {
        ...total,
        failed: 1,
        notes: [...total.notes, `vitest ended with code ${code}, see its output`],
      };
    }
    return total;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
