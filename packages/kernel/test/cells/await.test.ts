import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestKernel, type TestKernel } from "../kernel.js";

// `await` at the top level of a cell means what it means at the top level of an ES module, which Node decides.

/** Known to every cell and module. `any` keeps the type checker out of it: only the grammar is compared. */
const PRELUDE = `const any = (...values) => values[0];
const show = (value) => Promise.resolve(value).then((settled) => inspect(settled));
const tag = (strings, ...values) => strings.join("-") + values.length;`;

let kernel: TestKernel;
let node: ChildProcess;
let answers: AsyncIterator<string>;

beforeAll(async () => {
  node = spawn(process.execPath, [fileURLToPath(new URL("./es-module.mjs", import.meta.url))], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  answers = createInterface({ input: node.stdout! })[Symbol.asyncIterator]();
  kernel = await startTestKernel();
  const typed = PRELUDE.replaceAll("...values", "...values: any[]").replace("(value)", "(value: any)");
  await kernel.run(`import { inspect } from "node:util";\n${typed.replace("(strings,", "(strings: any,")}`);
});
afterAll(async () => {
  node.stdin?.end();
  await kernel.client.close();
});

/** What an ES module shows for the `result` of its body; `undefined` where Node refuses it or it throws. */
async function inModule(body: string): Promise<string | undefined> {
  const source = `import { inspect } from "node:util";\n${PRELUDE}\n${body}\nexport const shown = await show(result);`;
  node.stdin?.write(`${JSON.stringify(source)}\n`);
  return JSON.parse((await answers.next()).value) ?? undefined;
}

async function inCell(body: string): Promise<string | undefined> {
  const { outputs, reply } = await kernel.run(`${body}\nshow(result)`);
  const shown = outputs.find(({ output_type }) => output_type === "execute_result");
  if (reply["status"] !== "ok") return `error: ${reply["evalue"]}`;
  return shown !== undefined && "data" in shown ? String(shown.data["text/plain"]) : undefined;
}

const trivia = fc.constantFrom(" ", "", "\n", " /* await (0) */ ", " // await [0]\n", "\t");

const { expression } = fc.letrec<{ expression: string; operand: string }>((tie) => {
  const inner = tie("expression");
  const operand = tie("operand");
  const around = (text: string): fc.Arbitrary<string> => inner.map((e) => text.replaceAll("E", () => e));
  return {
    expression: fc.oneof(
      { maxDepth: 4 },
      operand,
      fc.tuple(trivia, operand).map(([gap, e]) => `await ${gap}${e}`),
      fc.tuple(trivia, inner).map(([gap, e]) => `await${gap}(${e})`),
      around("await [E]"),
      around(`await \`t$${"{E}"}\``),
      around("await { a: E }.a"),
      around("await +any(E)"),
      around("await -any(E)"),
      around("await !(E)"),
      around("await typeof (E)"),
      around("await new (any(Array))(2, E)"),
      around("await (async () => E)()"),
      around("await (await any(Promise.resolve(E)))"),
      around("await (() => any(3))()"),
      fc.constant("await /a (b)/.source.length"),
      fc.constant("await import('node:path').then((path) => typeof path)"),
    ),
    operand: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(
        "1",
        "'await (1)'",
        "`await [1]`",
        "/await (2)/.source",
        "{ await: 4 }.await",
        "any(0)",
      ),
      around("(E)"),
      around("[E, any(2)]"),
      around("any(E, E)"),
      around(`tag\`x$${"{E}"}y\``),
      around("(any(E) + any(E))"),
      around("(any(E) ? E : any(1))"),
      around("(async (x = 3) => await x)()"),
      around("(class { static s = 4; [any(E)]() {} }).s"),
      around("Object.keys({ async [any(E)]() { return await (1); } }).length"),
      around("any(Array.of)(E).length"),
    ),
  };
});

/** Where an expression may stand. */
const statement = expression.chain((e) =>
  fc.constantFrom(
    `const result = ${e};`,
    `let result; for (const x of [${e}]) result = x;`,
    `let result; outer: for (;;) { result = ${e}; break outer; }`,
    `let result; if (any(${e})) result = 1; else result = 2;`,
    `let result; for await (const x of [${e}]) result = x;`,
    `let result; try { throw ${e}; } catch (thrown) { result = thrown; }`,
    `let result; switch (any(${e})) { default: result = ${e}; }`,
    `const { result = ${e} } = any({});`,
    `let result; for (let i = any(0); i < await (1); i++) { result = ${e}; }`,
    `class K extends any(Object, ${e}) {} const result = new K() instanceof Object;`,
    `let result; while (result === undefined) result = [${e}];`,
    `const result = any(1); void (${e});`,
  ),
);

const parameters = { seed: 0xac7f, numRuns: 80 };

describe("await at the top level of a cell", () => {
  it("means what it means in an ES module, whatever stands behind and around it", async () => {
    await fc.assert(
      fc.asyncProperty(statement, async (body) => {
        const expected = await inModule(body);
        expect(expected, body).toBeDefined();
        expect(await inCell(body), body).toBe(expected);
      }),
      parameters,
    );
  });

  it.each([
    "const result = (() => await (1))();",
    "function f() { return await (1); } const result = f();",
    "const result = ({ m() { return await 1; } }).m();",
    "const result = class { m() { return await 1; } };",
    "class K { static { await (1); } } const result = K;",
    "class K { static x = await 1; } const result = K;",
    "function f(a = await 1) { return a; } const result = f();",
    "const result = ((a = await 1) => a)();",
    "const await = 1; const result = 1;",
    "const result = await;",
    "const result = await => 1;",
    "function* g() { yield await 1; } const result = [...g()];",
  ])("is an error where it is one in an ES module: %s", async (body) => {
    expect(await inModule(body)).toBeUndefined();
    const { reply } = await kernel.run(body);
    expect(reply).toMatchObject({ status: "error", ename: "TypeScriptError" });
  });
});
