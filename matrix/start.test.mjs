import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { start } from "./start.mjs";

const node = process.execPath;

/** A program that writes its process's id to a file and then never ends. */
function endless() {
  const file = join(mkdtempSync(join(tmpdir(), "endless-")), "pid");
  writeFileSync(file, "");
  const code = `require("fs").writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => {}, 1000)`;
  const pid = () => Number(readFileSync(file, "utf8"));
  return { code, pid };
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("tells each line of a program, and how it ended", async () => {
  /** @type {string[]} */
  const lines = [];
  const code =
    "console.log('one'); console.error('two'); process.stdout.write('three'); process.exitCode = 3";
  const ended = await start(node, ["-e", code], { onLine: (line) => lines.push(line) });
  expect(lines).toEqual(["one", "three"]);
  expect(ended).toMatchObject({ code: 3, errors: "two\n" });
});

test("says that a program does not exist, and does not throw", async () => {
  const { code, errors } = await start("actfn-no-such-program", []);
  expect(code).toBe(127);
  expect(errors).toContain("ENOENT");
});

test("a signal ends the program", async () => {
  const [program, stop] = [endless(), new AbortController()];
  const ended = start(node, ["-e", program.code], { signal: stop.signal });
  await vi.waitFor(() => expect(program.pid()).toBeGreaterThan(0), 30_000);
  stop.abort();
  expect((await ended).code).not.toBe(0);
  await vi.waitFor(() => expect(isRunning(program.pid())).toBe(false), 30_000);
});

test("a program ends with whoever started it, even where that one was killed", async () => {
  const program = endless();
  const starter = new URL("start.mjs", import.meta.url).href;
  const code = `import(${JSON.stringify(starter)}).then(({ start }) => start(process.execPath, ["-e", ${JSON.stringify(program.code)}]))`;
  const parent = spawn(node, ["-e", code], { stdio: "ignore" });
  await vi.waitFor(() => expect(program.pid()).toBeGreaterThan(0), 30_000);
  parent.kill("SIGKILL");
  await vi.waitFor(() => expect(isRunning(program.pid())).toBe(false), 30_000);
});
