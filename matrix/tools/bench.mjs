// The folder in which rows build and run. It has the packed packages; the tools are in it or above it.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { start } from "../start.mjs";

/**
 * What a program found, and what went wrong around it: errors nobody handled, warnings of a bundler about the packages.
 * `host` is what it ran in; Default: the Node that runs the matrix.
 * @typedef {{ found: Record<string, any> | undefined, problems: string[], host?: string }} Run
 */

/** Node's warnings about experimental features. */
const EXPECTED_STDERR = [/^\(node:\d+\) .*Warning: /, /^\(Use `.*--trace-warnings/, /^\s*$/];

export class Bench {
  /**
   * @param {string} folder   has node_modules/@actfn
   * @param {AbortSignal} signal
   */
  constructor(folder, signal) {
    this.folder = folder;
    this.signal = signal;
    this.require = createRequire(join(folder, "index.js"));
  }

  /**
   * An empty folder for a row, with the program in it.
   * @param {string} row
   */
  fresh(row) {
    const folder = join(this.folder, "out", row);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    cpSync(fileURLToPath(new URL("program", import.meta.url)), join(folder, "program"), { recursive: true });
    // Without it, tools would follow the repository's own to the sources of the packages.
    writeFileSync(join(folder, "tsconfig.json"), "{}\n");
    return folder;
  }

  /**
   * Imports a tool.
   * @param {string} name
   * @returns {Promise<any>}
   */
  async load(name) {
    return import(pathToFileURL(this.require.resolve(name)).href);
  }

  /**
   * The installed version of a tool; undefined if it is not installed.
   * @param {string} name
   * @returns {string | undefined}
   */
  versionOf(name) {
    for (const folder of this.require.resolve.paths(name) ?? []) {
      try {
        return JSON.parse(readFileSync(join(folder, name, "package.json"), "utf8")).version;
      } catch {
        // It is in a folder above, or not installed.
      }
    }
    return undefined;
  }

  /**
   * Runs a program that prints its findings as one line.
   * @param {readonly string[]} args
   * @param {{ command?: string, cwd?: string, env?: Record<string, string>, quiet?: readonly RegExp[] }} [options]
   *   `quiet`: what else it may write to standard error
   * @returns {Promise<Run>}
   */
  async program(args, { command = process.execPath, cwd = this.folder, env = {}, quiet = [] } = {}) {
    /** @type {Record<string, any> | undefined} */
    let found;
    const { code, errors } = await start(command, args, {
      cwd,
      signal: this.signal,
      env: { NODE_OPTIONS: "", ...env },
      onLine: (line) => {
        const text = /^findings (.*)/.exec(line)?.[1];
        if (text !== undefined) found = JSON.parse(text);
      },
    });
    const expected = [...EXPECTED_STDERR, ...quiet];
    const problems = errors.split("\n").filter((line) => !expected.some((pattern) => pattern.test(line)));
    if (code !== 0) problems.unshift(`it ended with code ${code}`);
    return { found, problems };
  }
}
