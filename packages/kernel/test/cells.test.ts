import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stripAnsi } from "../src/cells/ansi.js";
import { emptyFolder, startTestKernel, type TestKernel } from "./kernel.js";

let kernel: TestKernel;
const folder = emptyFolder();

function addPackage(name: string, manifest: object, files: Record<string, string>): void {
  const target = join(folder, "node_modules", name);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, "package.json"), JSON.stringify({ name, version: "1.0.0", ...manifest }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(target, file), text);
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
    "awaiting",
    { type: "module", main: "i.js", types: "i.d.ts" },
    {
      "i.js": "export const four = await Promise.resolve(4);",
      "i.d.ts": "export declare const four: number;",
    },
  );
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

async function value(code: string): Promise<string> {
  const { outputs, reply } = await kernel.run(code);
  const result = outputs.find(({ output_type }) => output_type === "execute_result");
  if (result !== undefined && "data" in result) return String(result.data["text/plain"]);
  return `${reply["status"]} ${reply["evalue"] ?? ""}`.trim();
}

describe("cells", () => {
  it("see the declarations of those before them, and may declare them anew", async () => {
    await kernel.run(
      "const a = 20; function twice(x: number) { return 2 * x; }\ninterface Pair { left: number }",
    );
    expect(await value("const pair: Pair = { left: twice(a) }; pair.left")).toBe("40");
    expect(await value('const a = "text"; a.length')).toBe("4");
  });

  it("await at the top level, and a promise at the end is awaited for them", async () => {
    expect(await value("await Promise.resolve(1) + 1")).toBe("2");
    expect(await value("Promise.resolve({ b: 3 })")).toBe("{ b: 3 }");
  });

  it("may go through what comes later in a loop at the top level, with no other await", async () => {
    const { text } = await kernel.run("for await (const x of [Promise.resolve(1), 2]) console.log(x);");
    expect(text).toBe("1\n2\n");
    expect(
      await value("const seen: number[] = []; if (true) { for await (const x of [3]) seen.push(x); } seen"),
    ).toBe("[ 3 ]");
    expect(await value("async function later() { for await (const x of [4]) return x; }; later()")).toBe("4");
  });

  it("have no result where the last value is undefined or null", async () => {
    expect(await value("undefined")).toBe("ok");
    expect(await value("Promise.resolve(null)")).toBe("ok");
    expect(await value("0")).toBe("0");
  });

  it("run in the kernel's own realm", async () => {
    expect(
      await value(
        "[] instanceof Array && (await relu(Float32Array.of(1), {}).catch(() => new Float32Array(1))) instanceof Float32Array",
      ),
    ).toBe("true");
  });

  it("know the modern library: findLast, toSorted, structuredClone, fetch", async () => {
    expect(await value("[3, 1, 2].toSorted().findLast((x) => x < 3)")).toBe("2");
    expect(await value("structuredClone({ a: typeof fetch })")).toBe("{ a: 'function' }");
  });

  it("are checked strictly", async () => {
    expect(
      await value("const maybe: string | undefined = [] as string[] ? undefined : ''; maybe.length"),
    ).toContain("possibly");
    expect(await value("function same(x) { return x; }")).toContain("implicitly");
  });
});

describe("type errors", () => {
  const wrong = 'const n: number = "text"; n';

  it.each([
    ["@ts-nocheck in front of all code", `// About this cell.\n\n// @ts-nocheck\n${wrong}`],
    ["@ts-ignore above the line", `// @ts-ignore\n${wrong}`],
    ["@ts-expect-error above the line", `// @ts-expect-error\n${wrong}`],
  ])("do not keep a cell from running with %s", async (_, code) => {
    expect(await value(code)).toBe("text");
  });

  it("keep it from running where the comment stands elsewhere, or expects one that is not there", async () => {
    expect(await value(`1;\n// @ts-nocheck\n${wrong}`)).toContain("not assignable");
    expect(await value(`"// @ts-nocheck";\n${wrong}`)).toContain("not assignable");
    expect(await value("// @ts-expect-error\nconst m: number = 1;")).toContain("Unused");
  });

  it("of a cell without check leave its declarations to the next", async () => {
    await kernel.run("// @ts-nocheck\nconst half = (x: number) => x / 2; undeclared = 1;");
    expect(await value("half(3).toFixed(1)")).toBe("1.5");
    expect(await value('half("a")')).toContain("not assignable");
  });

  it("are off for the cells after kernel.noCheck = true, but for one with @ts-check", async () => {
    await kernel.run("kernel.noCheck = true;");
    try {
      expect(await value(wrong)).toBe("text");
      await kernel.run("total = 1;");
      expect(await value("total += 1; total")).toBe("2");
      expect(await value(`// @ts-check\n${wrong}`)).toContain("not assignable");
      expect(await value("const = 1")).toContain("expected");
    } finally {
      await kernel.run("kernel.noCheck = false;");
    }
    expect(await value(wrong)).toContain("not assignable");
  });
});

describe("modules", () => {
  it.each([
    ["only exports, types among them", 'import { one } from "exports-only"; one', "1"],
    ["a subpath in its exports", 'import { two } from "exports-only/sub"; two', "2"],
    ["exports for import alone", 'import { three } from "import-only"; three', "3"],
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
    expect(await value(code)).toBe(result);
  });

  it("in TypeScript are checked as cells are, and read anew when they have changed", async () => {
    expect(await value('import { nine } from "./wrong.mts"; nine')).toContain("not assignable");
    writeFileSync(join(folder, "wrong.mts"), "export const nine: number = 9;");
    await expect.poll(() => value('import { nine } from "./wrong.mts"; nine')).toBe("9");
    expect(await value('import { x } from "./none.ts"; x')).toContain("./none.ts");
  });

  it("that are missing are a type error which names them", async () => {
    expect(await value('import x from "no-such-package"; x')).toContain("no-such-package");
  });
});

describe("errors", () => {
  it("point at the line that the user wrote, through functions of other cells", async () => {
    await kernel.run(
      "// a comment\nfunction fail(n: number): never {\n  interface Erased { x: number }\n  throw new RangeError('bad ' + n);\n}",
    );
    const { reply, outputs } = await kernel.run("const before = 1;\n\nfail(before);");
    expect(reply).toMatchObject({ status: "error", ename: "RangeError", evalue: "bad 1" });
    const trace = (reply["traceback"] as string[]).map(stripAnsi).join("\n");
    expect(trace).toMatch(/> 4 \| {3}throw new RangeError/);
    expect(trace).toMatch(/at fail \(cell-\d+\.ts:4:9\)\n.*at cell-\d+\.ts:3:1/);
    expect(trace).not.toMatch(/node:|tslab|dist/);
    expect(outputs).toMatchObject([{ output_type: "error", ename: "RangeError" }]);
  });

  it("that a cell prints or keeps name the user's lines too, causes and all", async () => {
    await kernel.run(
      "interface Erased { x: number }\n\nfunction risky(): never {\n  throw new TypeError('inner');\n}",
    );
    const { outputs } = await kernel.run(
      [
        "type Gone = string;",
        "try {",
        "  risky();",
        "} catch (cause) {",
        '  console.error(new Error("outer", { cause }));',
        "  console.log((cause as Error).stack);",
        "}",
      ].join("\n"),
    );
    const [printed, stack] = outputs.map((output) => ("text" in output ? output.text : ""));
    expect(printed).toMatch(/Error: outer\n {4}at cell-\d+\.ts:5:17/);
    expect(printed).toMatch(/TypeError: inner\n {6}at risky \(cell-\d+\.ts:4:9\)\n {6}at cell-\d+\.ts:3:3/);
    expect(stack).toMatch(/^TypeError: inner\n {4}at risky \(cell-\d+\.ts:4:9\)\n {4}at cell-\d+\.ts:3:3\n$/);
    expect(printed).not.toMatch(/\.js:|node:|tslab/);
  });

  it("of an async function and of a timer are traced as well", async () => {
    const code = [
      "type Gone = string;",
      "const late = async (): Promise<never> => {",
      "  await Promise.resolve();",
      '  throw new Error("late");',
      "};",
      "await late().catch((error: Error) => console.log(error.stack));",
      "await new Promise<void>((resolve) => setTimeout(() => {",
      '  console.log(new Error("timer").stack);',
      "  resolve();",
      "}, 1));",
    ].join("\n");
    const { text } = await kernel.run(code);
    expect(text).toMatch(/Error: late\n {4}at late \(cell-\d+\.ts:4:9\)/);
    expect(text).toMatch(/Error: timer\n {4}at .*cell-\d+\.ts:8:15/);
  });

  it("show the place of a type error with a mark under it", async () => {
    const { reply } = await kernel.run('const good = 1;\nconst bad: number = "text";');
    const trace = (reply["traceback"] as string[]).map(stripAnsi);
    expect(reply["ename"]).toBe("TypeScriptError");
    expect(trace).toContain('> 2 | const bad: number = "text";');
    expect(trace).toContain("            ^^^");
  });

  it("carry their cause, and what typed errors carry as data", async () => {
    const { reply } = await kernel.run('throw new Error("outer", { cause: new TypeError("inner") })');
    expect(stripAnsi((reply["traceback"] as string[]).join("\n"))).toContain("Caused by TypeError: inner");
  });

  it("are told of values that are no errors", async () => {
    expect((await kernel.run("throw { code: 7 }")).reply).toMatchObject({
      ename: "Thrown",
      evalue: "{ code: 7 }",
    });
  });

  it("leave the session fit for the next cell", async () => {
    await kernel.run("throw 1");
    expect(await value("1 + 1")).toBe("2");
  });
});
