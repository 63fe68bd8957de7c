import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stripAnsi } from "../../src/cells/ansi.js";
import { startTestKernel, type TestKernel } from "../kernel.js";

let kernel: TestKernel;

beforeAll(async () => {
  kernel = await startTestKernel();
});

afterAll(() => kernel.client.close());

describe("cells", () => {
  it("see the declarations of those before them, and may declare them anew", async () => {
    await kernel.run(
      "const a = 20; function twice(x: number) { return 2 * x; }\ninterface Pair { left: number }",
    );
    expect(await kernel.value("const pair: Pair = { left: twice(a) }; pair.left")).toBe("40");
    expect(await kernel.value('const a = "text"; a.length')).toBe("4");
  });

  it("await at the top level, and a promise at the end is awaited for them", async () => {
    expect(await kernel.value("await Promise.resolve(1) + 1")).toBe("2");
    expect(await kernel.value("Promise.resolve({ b: 3 })")).toBe("{ b: 3 }");
  });

  it("may go through what comes later in a loop at the top level, with no other await", async () => {
    const { text } = await kernel.run("for await (const x of [Promise.resolve(1), 2]) console.log(x);");
    expect(text).toBe("1\n2\n");
    expect(
      await kernel.value(
        "const seen: number[] = []; if (true) { for await (const x of [3]) seen.push(x); } seen",
      ),
    ).toBe("[ 3 ]");
    expect(
      await kernel.value("async function later() { for await (const x of [4]) return x; }; later()"),
    ).toBe("4");
  });

  it("have no result where the last value is undefined or null", async () => {
    expect(await kernel.value("undefined")).toBe("ok");
    expect(await kernel.value("Promise.resolve(null)")).toBe("ok");
    expect(await kernel.value("0")).toBe("0");
  });

  it("run in the kernel's own realm", async () => {
    expect(
      await kernel.value(
        "[] instanceof Array && (await relu(Float32Array.of(1), {}).catch(() => new Float32Array(1))) instanceof Float32Array",
      ),
    ).toBe("true");
  });

  it("know the modern library: findLast, toSorted, structuredClone, fetch", async () => {
    expect(await kernel.value("[3, 1, 2].toSorted().findLast((x) => x < 3)")).toBe("2");
    expect(await kernel.value("structuredClone({ a: typeof fetch })")).toBe("{ a: 'function' }");
  });

  it("are checked strictly", async () => {
    expect(
      await kernel.value("const maybe: string | undefined = [] as string[] ? undefined : ''; maybe.length"),
    ).toContain("possibly");
    expect(await kernel.value("function same(x) { return x; }")).toContain("implicitly");
  });
});

describe("type errors", () => {
  const wrong = 'const n: number = "text"; n';

  it.each([
    ["@ts-nocheck in front of all code", `// About this cell.\n\n// @ts-nocheck\n${wrong}`],
    ["@ts-ignore above the line", `// @ts-ignore\n${wrong}`],
    ["@ts-expect-error above the line", `// @ts-expect-error\n${wrong}`],
  ])("do not keep a cell from running with %s", async (_, code) => {
    expect(await kernel.value(code)).toBe("text");
  });

  it("keep it from running where the comment stands elsewhere, or expects one that is not there", async () => {
    expect(await kernel.value(`1;\n// @ts-nocheck\n${wrong}`)).toContain("not assignable");
    expect(await kernel.value(`"// @ts-nocheck";\n${wrong}`)).toContain("not assignable");
    expect(await kernel.value("// @ts-expect-error\nconst m: number = 1;")).toContain("Unused");
  });

  it("of a cell without check leave its declarations to the next", async () => {
    await kernel.run("// @ts-nocheck\nconst half = (x: number) => x / 2; undeclared = 1;");
    expect(await kernel.value("half(3).toFixed(1)")).toBe("1.5");
    expect(await kernel.value('half("a")')).toContain("not assignable");
  });

  it("are off for the cells after kernel.noCheck = true, but for one with @ts-check", async () => {
    await kernel.run("kernel.noCheck = true;");
    try {
      expect(await kernel.value(wrong)).toBe("text");
      await kernel.run("total = 1;");
      expect(await kernel.value("total += 1; total")).toBe("2");
      expect(await kernel.value(`// @ts-check\n${wrong}`)).toContain("not assignable");
      expect(await kernel.value("const = 1")).toContain("expected");
    } finally {
      await kernel.run("kernel.noCheck = false;");
    }
    expect(await kernel.value(wrong)).toContain("not assignable");
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
    expect(await kernel.value("1 + 1")).toBe("2");
  });
});
