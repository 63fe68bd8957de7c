import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const core = fileURLToPath(new URL("../..", import.meta.url));
const built = [join(core, "dist/index.js"), join(core, "../backend-cpu/dist/standalone/index.js")].every(
  existsSync,
);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "actfn compile "));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs `actfn compile` in the folder. */
function compile(
  args: readonly string[],
  bin = join(core, "bin/actfn.js"),
): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, "compile", ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return { code: status, said: `${stdout}${stderr}` };
}

describe.skipIf(!built)("actfn compile", () => {
  test("writes a module and its types, and prints nothing", () => {
    expect(compile(["gelu", "softmax:axis=-1", "--out", "activations.mjs", "--gradients"])).toEqual({
      code: 0,
      said: "",
    });
    expect(readdirSync(folder).sort()).toEqual(["activations.d.mts", "activations.mjs"]);
    expect(readFileSync(join(folder, "activations.mjs"), "utf8")).toContain(
      "export function softmaxGradient(",
    );
  });

  test("replaces a module that it has written before", () => {
    compile(["relu", "--out", "activations.js"]);
    expect(compile(["gelu", "--out", "activations.js"]).code).toBe(0);
    expect(readFileSync(join(folder, "activations.d.ts"), "utf8")).toMatch(/function gelu\(/);
    expect(readFileSync(join(folder, "activations.js"), "utf8")).not.toContain("relu");
  });

  test.each<[what: string, args: string[], message: RegExp]>([
    [
      "no function",
      ["--out", "a.js"],
      /a function is required; it must be the name of an activation, such as gelu/,
    ],
    ["an unknown activation", ["geluu", "--out", "a.js"], /no activation "geluu"\. Did you mean "gelu"\?/],
    [
      "an unknown option of an activation",
      ["elu:alpa=1", "--out", "a.js"],
      /no option "alpa"\. Did you mean "alpha"\?/,
    ],
    [
      "an unknown option",
      ["gelu", "--out", "a.js", "--gradient"],
      /no option "--gradient"\. Did you mean "--gradients"\?/,
    ],
    [
      "an option's unknown value",
      ["gelu", "--out", "a.js", "--dtype", "float16"],
      /--dtype is "float16"; it must be one of/,
    ],
    ["a missing --out", ["gelu"], /--out is required; it must be a file to write/],
    [
      "a file of another kind",
      ["gelu", "--out", "a.ts"],
      /--out is "a\.ts"; it must be a file to write, such as activations\.js/,
    ],
    [
      "a folder that does not exist",
      ["gelu", "--out", "no/a.js"],
      /cannot write no\/a\.js: .*\. Choose a file in a folder that exists/,
    ],
  ])("refuses %s, and writes nothing", (_, args, message) => {
    const { code, said } = compile(args);
    expect(said).toMatch(message);
    expect(said).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("keeps the module of before if its types cannot be written", () => {
    writeFileSync(join(folder, "a.js"), "export {};\n");
    mkdirSync(join(folder, "a.d.ts"));
    expect(compile(["gelu", "--out", "a.js"]).said).toMatch(/a\.d\.ts is a folder/);
    expect(readdirSync(folder).sort()).toEqual(["a.d.ts", "a.js"]);
    expect(readFileSync(join(folder, "a.js"), "utf8")).toBe("export {};\n");
  });

  test("tells why the system refuses to write", () => {
    expect(compile(["gelu", "--out", `${"a".repeat(300)}.js`]).said).toMatch(
      /ENAMETOOLONG.*can be written to/,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test("names the package to install where the CPU backend is missing", () => {
    const copy = join(folder, "node_modules/@actfn/core");
    for (const part of ["package.json", "bin", "dist"])
      cpSync(join(core, part), join(copy, part), { recursive: true });
    const { code, said } = compile(["gelu", "--out", "a.js"], join(copy, "bin/actfn.js"));
    expect(said).toContain("npm install @actfn/backend-cpu");
    expect(code).toBe(1);
    expect(readdirSync(folder)).toEqual(["node_modules"]);
  });
});
