// The engines and processors, as a group of rows for `npm run matrix`.

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../../scripts/steps/repository.mjs";
import { run as runProgram, turbo } from "../../scripts/steps/run.mjs";
import { start } from "../start.mjs";
import { commandOf } from "./command.mjs";
import { rows } from "./rows.mjs";
import { runRow, scriptArguments } from "./run-row.mjs";

/** @typedef {import("./rows.mjs").Row} Row */
/** @typedef {import("../run-rows.mjs").Context} Context */

export { rows };
export const id = "engines";

const matrix = fileURLToPath(new URL("..", import.meta.url));
/** The packages that the probe imports. Their dependencies are built too. */
const PROBED = ["backend-cpu", "backend-onnx", "conformance"];
const QUICK = ["digest", "relaxed-simd"];
const FULL = [...QUICK, "conformance-cpu", "conformance-onnx"];

/** @param {string} name */
function rowOf(name) {
  return /** @type {Row} */ (rows.find((row) => row.name === name));
}

/** @param {string} name */
export function missing(name) {
  const found = commandOf(rowOf(name));
  return "missing" in found ? found.missing : undefined;
}

/** The digests that every row must give: those of the Node that runs this. @type {Record<string, string>} */
let expected = {};

/**
 * Installs the engines from npm, builds the packages and the probe, and computes the expected digests.
 * @param {readonly string[]} names
 * @param {Context} context
 */
export async function prepare(names, { install, progress, signal }) {
  if (install) await installEngines(names, progress);
  const built = await turbo("build", ...PROBED.map((name) => `--filter=@actfn/${name}`));
  if (built.code !== 0) throw new Error("The packages could not be built.");
  await buildProbe();
  expected = await expectedDigests(signal);
}

/**
 * @param {readonly string[]} names
 * @param {(text: string) => void} progress
 */
async function installEngines(names, progress) {
  const programs = names.map((name) => rowOf(name).program);
  for (const folder of /** @type {const} */ ([".", "arm64"])) {
    const wanted = programs.flatMap((program) =>
      "npm" in program && program.folder === folder ? [program.npm] : [],
    );
    if (wanted.every((file) => existsSync(join(matrix, folder, "node_modules", file)))) continue;
    progress(`Installing engines in ${join("matrix", folder)} …`);
    const platform = folder === "arm64" ? ["--os=linux", "--cpu=arm64"] : [];
    const { code, output } = await runProgram("npm", ["ci", ...platform], {
      cwd: join(matrix, folder),
      quiet: true,
    });
    // A program that could not be installed is missing. Its rows report that.
    if (code !== 0) progress(`npm ci failed: ${output.trim().split("\n").at(-1)}`);
  }
}

/** The probe imports the built packages. A page also needs fast-check, which is not a single file. */
async function buildProbe() {
  const { build } = await import("esbuild");
  const probe = join(matrix, "engines", "probe");
  const bundled = /** @type {const} */ ({
    outdir: join(matrix, "out", "probe"),
    bundle: true,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    // Without the paths of tsconfig.json, which lead to the sources.
    tsconfigRaw: {},
  });
  const entryPoints = [join(probe, "on-disk.ts"), join(probe, "in-page.ts")];
  await build({ ...bundled, entryPoints, packages: "external" });
  await build({ ...bundled, entryPoints: ["fast-check"], absWorkingDir: root });
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<Record<string, string>>}
 */
async function expectedDigests(signal) {
  /** @type {Record<string, string>} */
  let found = {};
  const { code, errors } = await start(
    process.execPath,
    [join(matrix, "out", "probe", "on-disk.js"), "digest"],
    {
      signal,
      onLine: (line) => {
        found = JSON.parse(line).result?.activations ?? {};
      },
    },
  );
  if (code !== 0 && !signal.aborted) throw new Error(`The probe failed in this Node: ${errors}`);
  return found;
}

/**
 * @param {string} name
 * @param {Context} context
 */
export function run(name, context) {
  return runRow(rowOf(name), context.quick ? QUICK : FULL, expected, context);
}

/**
 * Runs a script on a row. Returns whether it succeeded.
 * @param {string} name
 * @param {string} script
 * @param {AbortSignal} signal
 */
export async function runScript(name, script, signal) {
  const row = rowOf(name);
  const found = commandOf(row);
  if ("missing" in found) {
    console.error(`not run: ${found.missing}`);
    return false;
  }
  if (row.host === "chromium" || row.host === "firefox") {
    console.error("not run: a script runs in Node, Bun and Deno, not in a browser");
    return false;
  }
  const args = [...found.args, ...scriptArguments(row.host), resolve(script)];
  const { code, errors } = await start(found.command, args, { signal, onLine: console.log });
  console.error(errors);
  return code === 0;
}
