// Starts other programs. Shows their output, and returns it on request.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./repository.mjs";

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [env]   on top of this process's own
 * @property {boolean} [keep]      return what it prints as well as showing it
 * @property {boolean} [quiet]     return what it prints without showing it
 * @property {number} [timeoutSeconds]
 */

/**
 * Runs a program to its end. Never throws: for a program that cannot be started, the code is 127 and the output is the reason.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, options = {}) {
  const captured = options.keep === true || options.quiet === true;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", captured ? "pipe" : "inherit", captured ? "pipe" : "inherit"],
      // npm is a .cmd file on Windows, and only a shell starts those.
      shell: process.platform === "win32" && command === "npm",
    });
    let output = "";
    for (const [stream, shown] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])) {
      stream?.setEncoding("utf8").on("data", (text) => {
        output += text;
        if (options.quiet !== true) shown.write(text);
      });
    }
    // Not the timeout of spawn, which keeps this process alive until it ends if the program does not exist.
    const limit = setTimeout(() => child.kill(), (options.timeoutSeconds ?? 3600) * 1000);
    child.on("error", (error) => {
      clearTimeout(limit);
      resolve({ code: 127, output: `${output}${error.message}\n` });
    });
    child.on("close", (code, signal) => {
      clearTimeout(limit);
      if (code === null) output += `ended by ${signal}\n`;
      resolve({ code: code ?? 1, output });
    });
  });
}

/**
 * Runs the JavaScript program of an installed package with the Node of this process, not the first one on PATH.
 * @param {string} script   its path below node_modules, as in `turbo/bin/turbo`
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function runInstalled(script, args, options = {}) {
  return run(process.execPath, [join(root, "node_modules", script), ...args], options);
}

/** A task that fails does not stop the others. */
const TURBO_OPTIONS = ["--ui=stream", "--output-logs=new-only", "--continue=dependencies-successful"];

/**
 * Runs a task in every workspace that has it; turbo's cache has the results that are up to date.
 * @param {readonly string[]} args   as after `turbo run`
 */
export function turbo(...args) {
  const quiet = { TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1" };
  return runInstalled("turbo/bin/turbo", ["run", ...args, ...TURBO_OPTIONS], {
    env: quiet,
  });
}
