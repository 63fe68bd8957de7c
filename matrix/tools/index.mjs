// The tools, as a group of rows for `npm run matrix`.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run as runProgram, turbo } from "../../scripts/steps/run.mjs";
import { Bench } from "./bench.mjs";
import { engine } from "./hosts.mjs";
import { installPacked } from "./packed.mjs";
import { chromiumCommand } from "./page.mjs";
import { rows } from "./rows.mjs";
import { cellsOf } from "./verdict.mjs";

/** @typedef {import("./rows.mjs").Row} Row */
/** @typedef {import("../run-rows.mjs").Context} Context */
/** @typedef {import("../run-rows.mjs").Outcome} Outcome */

export { rows };
export const id = "tools";

/** The folder of the tools, which has its own lockfile. */
const home = fileURLToPath(new URL(".", import.meta.url));

/** @param {string} name */
function rowOf(name) {
  return /** @type {Row} */ (rows.find((row) => row.name === name));
}

/** @param {string} name */
export function isQuick(name) {
  return rowOf(name).quick === true;
}

/** @param {string} name */
export function missing(name) {
  const { tools, engine: program, browser } = rowOf(name);
  const bench = new Bench(home, new AbortController().signal);
  const lacking = tools.filter((tool) => bench.versionOf(tool) === undefined);
  if (lacking.length > 0) {
    return `${lacking.join(", ")} is not installed; install it with: npm ci --prefix matrix/tools`;
  }
  if (program !== undefined && !existsSync(engine(program)))
    return `${program} is not installed; install it with: npm ci --prefix matrix`;
  const chromium = browser === true ? chromiumCommand() : undefined;
  return chromium !== undefined && "missing" in chromium ? chromium.missing : undefined;
}

/** What every row must give: the digests of the packed packages in this Node. @type {import("./verdict.mjs").Digests} */
let right = { strict: "", exact: "" };

/** This machine's processor and its features. */
let processor = "";

/**
 * Installs the tools, builds the packages, and installs them packed beside the tools.
 * @param {readonly string[]} names
 * @param {Context} context
 */
export async function prepare(names, { progress, install, signal }) {
  if (install && !names.every(isQuick) && !existsSync(join(home, "node_modules", "webpack"))) {
    progress("Installing tools in matrix/tools …");
    const { code, output } = await runProgram("npm", ["ci"], { cwd: home, quiet: true });
    if (code !== 0) progress(`npm ci failed: ${output.trim().split("\n").at(-1)}`);
  }
  const built = await turbo("build", "--filter=./packages/*");
  if (built.code !== 0) throw new Error("The packages could not be built.");
  const { processor: ofThisMachine } = await import("../../packages/conformance/dist/run/processor.js");
  const { model, features } = ofThisMachine();
  processor = [model, ...features].join(" ");
  await installPacked(home);
  const bench = new Bench(home, signal);
  const { found, problems } = await bench.program([join(bench.fresh("right"), "program", "right.mjs")]);
  if (found === undefined)
    throw new Error(`The packed packages do not run in this Node: ${problems.join(" ")}`);
  right = /** @type {import("./verdict.mjs").Digests} */ (found);
}

/**
 * @param {string} name
 * @param {Context} context
 * @returns {Promise<Outcome>}
 */
export async function run(name, { signal }) {
  const row = rowOf(name);
  const bench = new Bench(home, signal);
  /** @type {import("./bench.mjs").Run} */
  const found = await row.run(bench, name).catch((/** @type {unknown} */ error) => ({
    found: undefined,
    problems: [String(error).slice(0, 2000)],
  }));
  const cells = cellsOf(found, row.declared ?? {}, right);
  const wrong = Object.entries(cells).filter(([, { status }]) => status === "wrong");
  const result = {
    date: new Date().toISOString().slice(0, 10),
    versions: Object.fromEntries(row.tools.map((tool) => [tool, bench.versionOf(tool)])),
    host: found.host ?? `Node ${process.versions.node}`,
    processor,
    cells,
  };
  if (wrong.length === 0) return { status: "passed", result };
  return { status: "failed", reason: wrong.map(([cell, { text }]) => `${cell}: ${text}`).join("; "), result };
}
