import { afterEach, expect, test, vi } from "vitest";
import { commandOf } from "./command.mjs";
import { rows } from "./rows.mjs";

/** @param {string} name */
function rowOf(name) {
  return /** @type {import("./rows.mjs").Row} */ (rows.find((row) => row.name === name));
}

afterEach(() => {
  vi.unstubAllEnvs();
});

test("a tool that is missing is named, with the command that installs it", () => {
  vi.stubEnv("PATH", "");
  vi.stubEnv("ACTFN_FIREFOX", "");
  expect(commandOf(rowOf("node-sse4"))).toEqual({
    missing: "qemu-x86_64 is not installed; install it with: apt-get install qemu-user",
  });
  expect(commandOf(rowOf("firefox"))).toEqual({
    missing: "firefox-esr is not installed; install it with: apt-get install firefox-esr",
  });
  const program = /** @type {const} */ ({ npm: "nowhere/bin/node", folder: "arm64" });
  expect(commandOf({ ...rowOf("node-24"), program })).toEqual({
    missing:
      "nowhere/bin/node is not installed; install it with: npm ci --prefix matrix/arm64 --os=linux --cpu=arm64",
  });
});

test("a browser is the one that a variable names, and one that does not exist is no browser", () => {
  vi.stubEnv("ACTFN_FIREFOX", process.execPath);
  expect(commandOf(rowOf("firefox"))).toEqual({ command: process.execPath, args: [] });
  vi.stubEnv("ACTFN_FIREFOX", "/nowhere/firefox");
  expect(commandOf(rowOf("firefox"))).toEqual({
    missing: "ACTFN_FIREFOX names no program: /nowhere/firefox",
  });
});

test("names are distinct, and every emulated processor is known", () => {
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  vi.stubEnv("PATH", "");
  for (const row of rows) {
    const found = commandOf(row);
    if ("missing" in found) expect(found.missing).not.toContain("no processor named");
  }
});
