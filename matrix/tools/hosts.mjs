// Hosts of JavaScript outside browsers: Node with several options, Bun, Deno.

import { chmodSync, copyFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readJson } from "../../scripts/steps/repository.mjs";
import { webpackBuild, withWarnings } from "./bundlers.mjs";

/** @typedef {import("./bench.mjs").Bench} Bench */
/** @typedef {import("./bench.mjs").Run} Run */

/** The engines that the matrix installs for its rows of engines. */
const engines = createRequire(fileURLToPath(new URL("../package.json", import.meta.url)));

/**
 * @param {string} file   below the matrix's node_modules
 */
export function engine(file) {
  return join(dirname(engines.resolve("./package.json")), "node_modules", file);
}

/** @param {string} name   an engine's package */
function versionOf(name) {
  return readJson(engine(join(name, "package.json"))).version;
}

/** @type {(bench: Bench, row: string, options?: { flags?: readonly string[], command?: string }) => Promise<Run>} */
export async function plainNode(bench, row, { flags = [], command } = {}) {
  const folder = bench.fresh(row);
  const main = join(folder, "program", "node.mjs");
  return bench.program([...flags, main], { cwd: folder, ...(command === undefined ? {} : { command }) });
}

/** A module in CommonJS that requires the packages. @type {(bench: Bench, row: string) => Promise<Run>} */
export async function required(bench, row) {
  const folder = bench.fresh(row);
  const main = join(folder, "main.cjs");
  writeFileSync(
    main,
    `const core = require("@actfn/core");
const { cpu } = require("@actfn/backend-cpu");
const { onnx } = require("@actfn/backend-onnx");
const { isolate } = require("@actfn/core/isolate");
for (const each of [core.gelu, cpu, onnx, isolate]) if (typeof each !== "function") throw new Error("not exported");
require("./program/node.mjs");`,
  );
  return bench.program([main], { cwd: folder });
}

/** @type {(bench: Bench, row: string, format: "esm" | "cjs") => Promise<Run>} */
export async function esbuildNode(bench, row, format) {
  const folder = bench.fresh(row);
  const { build } = await bench.load("esbuild");
  const outfile = join(folder, "built", format === "esm" ? "main.mjs" : "main.cjs");
  const { warnings } = await build({
    bundle: true,
    platform: "node",
    format,
    logLevel: "silent",
    tsconfigRaw: {},
    entryPoints: [join(folder, "program", "node.mjs")],
    outfile,
  });
  const texts = warnings.map((/** @type {object} */ warning) => JSON.stringify(warning));
  return withWarnings(await bench.program([outfile], { cwd: folder }), texts);
}

/** @type {(bench: Bench, row: string) => Promise<Run>} */
export async function webpackNode(bench, row) {
  const folder = bench.fresh(row);
  const warnings = await webpackBuild(bench, "webpack", {
    context: folder,
    target: "node20",
    entry: "./program/node.mjs",
    output: { path: join(folder, "built"), filename: "main.cjs" },
  });
  return withWarnings(await bench.program([join(folder, "built", "main.cjs")], { cwd: folder }), warnings);
}

/** @type {(bench: Bench, row: string) => Promise<Run>} */
export async function tsx(bench, row) {
  const folder = bench.fresh(row);
  const main = join(folder, "main.ts");
  writeFileSync(main, 'const text: string = "./program/node.mjs";\nimport(text);\n');
  return bench.program(["--import", bench.require.resolve("tsx"), main], { cwd: folder });
}

/** The program in a thread of Node's, whose backends start threads of their own. @type {(bench: Bench, row: string) => Promise<Run>} */
export async function workerThread(bench, row) {
  const folder = bench.fresh(row);
  const main = join(folder, "main.mjs");
  writeFileSync(
    main,
    `import { Worker } from "node:worker_threads";
const worker = new Worker(new URL("./program/node.mjs", import.meta.url));
worker.on("error", (error) => { console.error(error); process.exitCode = 1; });`,
  );
  return bench.program([main], { cwd: folder });
}

/** A CommonJS bundle inside a copy of Node. @type {(bench: Bench, row: string) => Promise<Run>} */
export async function singleExecutable(bench, row) {
  const folder = bench.fresh(row);
  const { build } = await bench.load("esbuild");
  const bundle = join(folder, "main.cjs");
  await build({
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "silent",
    tsconfigRaw: {},
    entryPoints: [join(folder, "program", "node.mjs")],
    outfile: bundle,
  });
  const [config, blob, program] = ["sea.json", "sea.blob", "app"].map((name) => join(folder, name));
  writeFileSync(
    /** @type {string} */ (config),
    JSON.stringify({ main: bundle, output: blob, disableExperimentalSEAWarning: true }),
  );
  const made = await bench.program(["--experimental-sea-config", /** @type {string} */ (config)], {
    quiet: [/./],
  });
  if (made.problems.length > 0) return made;
  copyFileSync(process.execPath, /** @type {string} */ (program));
  chmodSync(/** @type {string} */ (program), 0o755);
  const { inject } = (await bench.load("postject")).default ?? (await bench.load("postject"));
  const { readFileSync } = await import("node:fs");
  await inject(program, "NODE_SEA_BLOB", readFileSync(/** @type {string} */ (blob)), {
    sentinelFuse: "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2",
  });
  return bench.program([], { command: /** @type {string} */ (program), cwd: folder });
}

/** @type {(bench: Bench, row: string) => Promise<Run>} */
export async function deno(bench, row) {
  const folder = bench.fresh(row);
  const args = ["run", "--allow-all", "--node-modules-dir=manual", join(folder, "program", "node.mjs")];
  const run = await bench.program(args, { command: engine("@deno/linux-x64-glibc/deno"), cwd: folder });
  return { ...run, host: `Deno ${versionOf("@deno/linux-x64-glibc")}` };
}

/** @type {(bench: Bench, row: string) => Promise<Run>} */
export async function bun(bench, row) {
  const folder = bench.fresh(row);
  const command = engine("@oven/bun-linux-x64-baseline/bin/bun");
  const run = await bench.program(["run", join(folder, "program", "node.mjs")], { command, cwd: folder });
  return { ...run, host: `Bun ${versionOf("@oven/bun-linux-x64-baseline")}` };
}
