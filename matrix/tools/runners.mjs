// Test runners: the program runs inside one test, which writes its findings to a file.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** @typedef {import("./bench.mjs").Bench} Bench */
/** @typedef {import("./bench.mjs").Run} Run */

/** @param {string} folder */
const findingsFile = (folder) => join(folder, "findings.json");

/**
 * @param {string} folder
 * @param {string} load   an expression that gives the program's module
 */
function testOf(folder, load) {
  return `test("the program runs", async () => {
  const { findings } = ${load};
  const found = await findings({ isolated: { module: "@actfn/backend-cpu" } });
  process.getBuiltinModule("node:fs").writeFileSync(${JSON.stringify(findingsFile(folder))}, JSON.stringify(found));
}, 300_000);
`;
}

/**
 * @param {string} folder
 * @param {Run} run
 * @returns {Run}
 */
function handedOn(folder, run) {
  const file = findingsFile(folder);
  return existsSync(file) ? { ...run, found: JSON.parse(readFileSync(file, "utf8")) } : run;
}

/** Runners report on standard error. */
const TALK = [/^(PASS|Test Suites:|Tests:|Snapshots:|Time:|Ran all test suites)/, /^\s+✓/];

/**
 * @param {Bench} bench
 * @param {string} row
 * @param {{ format: "esm" | "cjs", environment: "node" | "jsdom" }} options
 * @returns {Promise<Run>}
 */
export async function jest(bench, row, { format, environment }) {
  const folder = bench.fresh(row);
  const isModule = format === "esm";
  const load = isModule ? 'await import("./program/program.mjs")' : 'require("./program/program.mjs")';
  writeFileSync(join(folder, isModule ? "program.test.mjs" : "program.test.js"), testOf(folder, load));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "fixture", private: true }));
  const babel = bench.require.resolve("babel-jest");
  const presets = [[bench.require.resolve("@babel/preset-env"), { targets: { node: "current" } }]];
  const plugins = [bench.require.resolve("babel-plugin-transform-import-meta")];
  const config = {
    rootDir: folder,
    testEnvironment: environment === "jsdom" ? bench.require.resolve("jest-environment-jsdom") : "node",
    // As for any package without a CommonJS build: Jest's own require() reads none but that, and knows no import.meta.
    transform: isModule
      ? {}
      : { "\\.m?js$": [babel, { presets, plugins, babelrc: false, configFile: false }] },
    transformIgnorePatterns: ["node_modules/(?!@actfn/)"],
    moduleFileExtensions: ["js", "mjs", "json"],
    testMatch: ["**/program.test.*js"],
  };
  writeFileSync(join(folder, "jest.config.json"), JSON.stringify(config));
  const cli = join(dirname(bench.require.resolve("jest/package.json")), "bin", "jest.js");
  const flags = isModule ? ["--experimental-vm-modules"] : [];
  const args = [...flags, cli, "--config", join(folder, "jest.config.json"), "--runInBand", "--verbose"];
  return handedOn(folder, await bench.program(args, { cwd: folder, quiet: TALK }));
}

/** @type {(bench: Bench, row: string) => Promise<Run>} */
export async function vitest(bench, row) {
  const folder = bench.fresh(row);
  writeFileSync(join(folder, "program.test.mjs"), testOf(folder, 'await import("./program/program.mjs")'));
  writeFileSync(join(folder, "vitest.config.mjs"), "export default { test: { globals: true } };\n");
  const cli = join(dirname(bench.require.resolve("vitest/package.json")), "vitest.mjs");
  return handedOn(folder, await bench.program([cli, "run", "--root", folder], { cwd: folder, quiet: TALK }));
}
