import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const script = fileURLToPath(new URL("../../bin/actfn.js", import.meta.url));
const isBuilt = existsSync(fileURLToPath(new URL("../../dist/index.js", import.meta.url)));

const actfn = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
};

describe.skipIf(!isBuilt)("actfn", () => {
  test("lists the activations of a family", () => {
    const { status, stdout } = actfn("list", "axis");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^softmin /m);
    expect(stdout).not.toMatch(/^relu /m);
  });

  test("describes an activation", () => {
    expect(actfn("show", "gelu").stdout).toMatch(/^f′ = /m);
  });

  test("prints its commands if it is called alone", () => {
    expect(actfn()).toMatchObject({ status: 0, stdout: expect.stringMatching(/^actfn list/) });
  });

  test.each<[args: string[], message: RegExp]>([
    [["lost"], /no command "lost"\. Did you mean "list"\? The commands are list, show, compile\./],
    [["list", "axi"], /no family "axi"\. Did you mean "axis"\?/],
    [["show"], /show requires a name/],
  ])("refuses %j with what is allowed", (args, message) => {
    expect(actfn(...args)).toMatchObject({ status: 2, stdout: "", stderr: expect.stringMatching(message) });
  });

  test("refuses an activation that does not exist", () => {
    expect(actfn("show", "geluu")).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/Did you mean "gelu"/),
    });
  });
});
