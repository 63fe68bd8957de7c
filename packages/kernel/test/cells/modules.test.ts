import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptyFolder, startTestKernel, type TestKernel } from "../kernel.js";

let kernel: TestKernel;
const folder = emptyFolder();

function addPackage(name: string, manifest: object, files: Record<string, string>): void {
  const target = join(folder, "node_modules", name);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, "package.json"), JSON.stringify({ name, version: "1.0.0", ...manifest }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    writeFileSync(join(target, file), text);
  }
}

beforeAll(async () => {
  addPackage(
    "exports-only",
    {
      type: "module",
      exports: {
        ".": { types: "./i.d.ts", default: "./i.js" },
        "./sub": { types: "./s.d.ts", default: "./s.js" },
      },
    },
    {
      "i.js": "export const one = 1;",
      "i.d.ts": "export declare const one: number;",
      "s.js": "export const two = 2;",
      "s.d.ts": "export declare const two: number;",
    },
  );
  addPackage(
    "import-only",
    { type: "module", exports: { ".": { types: "./i.d.ts", import: "./i.js" } } },
    {
      "i.js": "export const three = 3;",
      "i.d.ts": "export declare const three: number;",
    },
  );
  addPackage(
    "patterns",
    {
      type: "module",
      exports: {
        "./require/*": { types: "./lib/*.d.ts", require: "./lib/*.cjs" },
        "./import/*": { types: "./lib/*.d.ts", node: { import: "./lib/*.js" } },
        "./awaiting/*": { types: "./lib/*.d.ts", import: "./lib/*-awaiting.js" },
        "./import/hidden": null,
      },
    },
    {
      "lib/eleven.cjs": "exports.eleven = 11;",
      "lib/eleven.js": "export const eleven = 11;",
      "lib/eleven-awaiting.js": "export const eleven = await Promise.resolve(11);",
      "lib/eleven.d.ts": "export declare const eleven: number;",
      "lib/hidden.js": "export const hidden = 12;",
    },
  );
  addPackage(
    "awaiting",
    { type: "module", main: "i.js", types: "i.d.ts" },
    {
      "i.js": "export const four = await Promise.resolve(4);",
      "i.d.ts": "export declare const four: number;",
    },
  );
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "itself", type: "module", exports: { "./own/*": { import: "./own-*.js" } } }),
  );
  writeFileSync(join(folder, "own-nine.js"), "export const nine = 9;");
  addPackage("untyped", { main: "i.js" }, { "i.js": "exports.five = 5;" });
  writeFileSync(
    join(folder, "beside.ts"),
    "export const six: number = 6; export interface Six { six: number }",
  );
  writeFileSync(
    join(folder, "seven.mts"),
    'import { six } from "./beside.ts"; export const seven: number = six + 1;',
  );
  writeFileSync(join(folder, "eight.cts"), "export default 8;");
  writeFileSync(
    join(folder, "all.ts"),
    'export * from "./beside.ts"; export { seven } from "./seven.mts";\nexport const later = async () => (await import("./eight.cts")).default;',
  );
  writeFileSync(join(folder, "wrong.mts"), 'export const nine: number = "nine";');
  kernel = await startTestKernel(folder);
});

afterAll(() => kernel.client.close());

describe("modules", () => {
  it.each([
    ["only exports, types among them", 'import { one } from "exports-only"; one', "1"],
    ["a subpath in its exports", 'import { two } from "exports-only/sub"; two', "2"],
    ["exports for import alone", 'import { three } from "import-only"; three', "3"],
    [
      "subpath patterns in its exports, for require",
      'import { eleven } from "patterns/require/eleven"; eleven',
      "11",
    ],
    [
      "subpath patterns in its exports, for import alone",
      'import { eleven } from "patterns/import/eleven"; eleven',
      "11",
    ],
    [
      "subpath patterns and a top-level await",
      'import { eleven } from "patterns/awaiting/eleven"; eleven',
      "11",
    ],
    ["the name of the notebook's own package", '(await import("itself/own/nine")).nine', "9"],
    ["a top-level await", 'import { four } from "awaiting"; four', "4"],
    ["a top-level await, imported dynamically", '(await import("awaiting")).four', "4"],
    ["no types", 'import { five } from "untyped"; five', "5"],
    ["a place beside the notebook", 'import { six } from "./beside"; six', "6"],
    ["the extension .ts", 'import { six } from "./beside.ts"; six', "6"],
    ["the extension .mts", 'import { seven } from "./seven.mts"; seven', "7"],
    ["the extension .cts", 'import eight from "./eight.cts"; eight', "8"],
    ["a type alone", 'import type { Six } from "./beside.ts"; const s: Six = { six: 1 }; s.six', "1"],
    ["a dynamic import", '(await import("./beside.ts")).six + (await import("./seven.mts")).seven', "13"],
    [
      "imports of their own",
      'import * as all from "./all.ts"; all.six + all.seven + (await all.later())',
      "21",
    ],
    ["an effect alone", 'import "./beside.ts"; 10', "10"],
    ["Node", 'import { basename } from "node:path"; basename("/a/b")', "b"],
    [
      "the kernel's own install, where the notebook has none",
      'import { Matrix } from "ml-matrix"; Matrix.eye(2).trace()',
      "2",
    ],
    ["this package", 'import { sparkline } from "@actfn/plot"; sparkline([0, 1])', "▁█"],
  ])("with %s load, with their types", async (_, code, result) => {
    expect(await kernel.value(code)).toBe(result);
  });

  it("that a package hides do not load", async () => {
    const hidden = await kernel.value('(await import("patterns/import/hidden" as string)).hidden');
    expect(hidden).toContain("'./import/hidden' is not defined by \"exports\"");
  });

  it("in TypeScript are checked as cells are, and read anew when they have changed", async () => {
    expect(await kernel.value('import { nine } from "./wrong.mts"; nine')).toContain("not assignable");
    writeFileSync(join(folder, "wrong.mts"), "export const nine: number = 9;");
    await expect.poll(() => kernel.value('import { nine } from "./wrong.mts"; nine')).toBe("9");
    expect(await kernel.value('import { x } from "./none.ts"; x')).toContain("./none.ts");
  });

  it("that are missing are a type error which names them", async () => {
    expect(await kernel.value('import x from "no-such-package"; x')).toContain("no-such-package");
  });
});
