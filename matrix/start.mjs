// Starts the program of a row. It ends when the process that started it ends.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const supervisor = fileURLToPath(new URL("supervise.mjs", import.meta.url));

/**
 * @typedef {object} StartOptions
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [env]   on top of this process's own
 * @property {AbortSignal} [signal]                       ends it
 * @property {(line: string) => void} [onLine]            told each line of its standard output
 */

/**
 * Runs a program to its end. Never throws: for a program that cannot be started, the code is 127 and the errors are the reason.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {StartOptions} [options]
 * @returns {Promise<{ code: number, errors: string }>}   `errors`: the end of what it wrote to standard error
 */
export function start(command, args, { cwd, env, signal, onLine } = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [supervisor, command, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const stop = () => child.stdin.destroy();
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop, { once: true });
    let [line, errors] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      const lines = (line + text).split("\n");
      line = lines.pop() ?? "";
      for (const whole of lines) onLine?.(whole);
    });
    child.stderr.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      errors = (errors + text).slice(-4000);
    });
    child.stdin.on("error", () => {});
    child.on("close", (code) => {
      signal?.removeEventListener("abort", stop);
      if (line !== "") onLine?.(line);
      resolve({ code: code ?? 1, errors });
    });
  });
}
