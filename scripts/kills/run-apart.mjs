import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

/**
 * Runs a command to its end. `orphans` are the processes that it has left behind, where the system tells (Linux), after
 * 10 s at most; they are ended.
 *
 * @param {readonly string[]} command   a program and its arguments
 * @returns {Promise<{ code: number | null, signal: string | null, output: string, orphans: number[] }>}
 */
export async function runApart([command = "", ...args]) {
  const mark = `ACTFN_RUN=${randomUUID()}`;
  const env = { ...process.env, ACTFN_RUN: mark.slice("ACTFN_RUN=".length) };
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  // It comes after all output, but also after those who have inherited the streams.
  const closed = new Promise((resolve) => child.once("close", resolve));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      output += text;
    });
  }
  /** @type {[number | null, string | null]} */
  const [code, signal] = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (...end) => resolve(end));
  });
  let orphans = await processesWith(mark);
  for (let i = 0; orphans.length > 0 && i < 100; i++) {
    await delay(100);
    orphans = await processesWith(mark);
  }
  for (const pid of orphans) process.kill(pid, "SIGKILL");
  await closed;
  return { code, signal, output, orphans };
}

/**
 * The processes whose environment has a variable.
 *
 * @param {string} variable
 * @returns {Promise<number[]>}
 */
async function processesWith(variable) {
  const entries = await readdir("/proc").catch(() => []);
  const found = await Promise.all(
    entries.map(async (entry) => {
      const environment = /^\d+$/.test(entry)
        ? await readFile(`/proc/${entry}/environ`, "utf8").catch(() => "")
        : "";
      return environment.split("\0").includes(variable) ? Number(entry) : undefined;
    }),
  );
  return found.filter((pid) => pid !== undefined);
}
