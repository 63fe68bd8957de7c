import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("with-parent.mjs", import.meta.url));

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

// Prints its process id, and ends with code 7 when it is asked to.
const server =
  'process.on("SIGTERM", () => process.exit(7)); setInterval(() => {}, 1000); console.log(process.pid);';

/** @param {string[]} command */
function start(command) {
  const child = spawn(process.execPath, command, { stdio: ["pipe", "pipe", "inherit"] });
  return {
    child,
    line: once(createInterface({ input: child.stdout }), "line").then(([line]) => Number(line)),
  };
}

test("ends a program with the process that started it, though that is killed", async () => {
  const parent = `require("node:child_process").spawn(process.execPath, ${JSON.stringify([script, process.execPath, "-e", server])},
    { stdio: ["pipe", "inherit", "inherit"] })`;
  const { child, line } = start(["-e", parent]);
  const pid = await line;
  expect(isAlive(pid)).toBe(true);
  child.kill("SIGKILL");
  await expect.poll(() => isAlive(pid)).toBe(false);
});

test("passes signals on, and the exit code back", async () => {
  const { child, line } = start([script, process.execPath, "-e", server]);
  await line;
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([7, null]);
});

test("says what cannot be started", async () => {
  const child = spawn(process.execPath, [script, "no-such-program"], { stdio: ["pipe", "ignore", "pipe"] });
  const [said] = await once(child.stderr, "data");
  expect(String(said)).toContain("no-such-program");
  expect(await once(child, "exit")).toEqual([127, null]);
});
