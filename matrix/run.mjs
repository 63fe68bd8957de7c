/**
 * npm run matrix -- [--list] [--quick] [--jobs N] [--write] [ROW…]
 * npm run matrix -- --script FILE ROW…
 *
 * Runs the packages on every row of the matrix, or on the given rows, and prints the outcomes. `--list` lists the rows, with
 * what is missing for those that cannot run here. `--quick` runs only what takes seconds. `--jobs` sets the number of rows that
 * run at a time. Default: 1. `--write` writes the results to the reports of the site. `--script` runs your own script on some
 * rows instead, as in `npm run matrix -- --script matrix/try.mjs node-sse4`; a script inside this repository finds its packages.
 *
 * Ctrl-C ends everything that was started. The exit status is 1 if a row failed.
 */
import { parseArgs } from "node:util";
import * as engines from "./engines/index.mjs";
import { groups } from "./groups.mjs";
import { writeReport } from "./report.mjs";
import { runRows } from "./run-rows.mjs";

/** @typedef {import("./run-rows.mjs").Ended} Ended */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    jobs: { type: "string", default: "1" },
    script: { type: "string" },
  },
});

const names = groups.flatMap(({ id, rows }) => [id, ...rows.map(({ name }) => name)]);
const unknown = positionals.filter((name) => !names.includes(name));
const jobs = Number(values.jobs);
if (unknown.length > 0) refuse(`There is no row named ${unknown.join(", ")}. Rows: ${names.join(", ")}.`);
if (!Number.isInteger(jobs) || jobs < 1) refuse(`--jobs ${values.jobs}: give a whole number from 1 on.`);
if (values.script !== undefined && positionals.length === 0) refuse("--script needs the rows to run it on.");

const stopped = new AbortController();
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => stopped.abort());

for (const group of groups) {
  const isWhole = positionals.length === 0 || positionals.includes(group.id);
  const isWanted = (/** @type {string} */ name) =>
    positionals.includes(name) || (isWhole && (!values.quick || (group.isQuick?.(name) ?? true)));
  const rows = group.rows.filter(({ name }) => isWanted(name));
  if (rows.length === 0) continue;
  if (values.list) list(group, rows);
  else if (values.script !== undefined) await runScript(values.script, rows);
  else await runAll(group, rows);
}

/**
 * @param {string} message
 * @returns {never}
 */
function refuse(message) {
  console.error(message);
  process.exit(2);
}

/**
 * @param {import("./run-rows.mjs").Group} group
 * @param {readonly import("./run-rows.mjs").Row[]} rows
 */
function list(group, rows) {
  for (const { name, title } of rows) {
    const missing = group.missing(name);
    console.log(`${name.padEnd(14)} ${title}${missing === undefined ? "" : `; not run here: ${missing}`}`);
  }
}

/**
 * @param {string} script
 * @param {readonly import("./run-rows.mjs").Row[]} rows
 */
async function runScript(script, rows) {
  for (const { name } of rows) {
    if (stopped.signal.aborted) return;
    console.log(`== ${name}`);
    if (!(await engines.runScript(name, script, stopped.signal))) process.exitCode = 1;
  }
}

/**
 * @param {import("./run-rows.mjs").Group} group
 * @param {readonly import("./run-rows.mjs").Row[]} rows
 */
async function runAll(group, rows) {
  const context = { quick: values.quick, install: true, signal: stopped.signal, progress: console.log };
  /** @type {Ended[]} */
  const ended = [];
  await runRows(group, rows, context, jobs, (row) => {
    ended.push(row);
    const { outcome, seconds } = row;
    const reason = outcome.reason === undefined ? "" : `: ${outcome.reason}`;
    console.log(`${outcome.status.padEnd(8)} ${row.row.name} (${seconds.toFixed(1)} s)${reason}`);
    if (outcome.status === "failed") process.exitCode = 1;
    // After each row, so that no result is lost if a later row is stopped.
    if (values.write) writeReport(group, ended);
  });
  if (stopped.signal.aborted) {
    console.error("Stopped; the rows above have run.");
    process.exitCode = 1;
  }
}
