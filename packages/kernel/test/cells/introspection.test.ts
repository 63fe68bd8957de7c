import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestKernel, type TestKernel } from "../kernel.js";

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await startTestKernel();
});
afterAll(() => kernel.client.close());

describe("introspection", () => {
  it("completes names, members and the words that an option takes", async () => {
    const complete = async (code: string): Promise<unknown> =>
      (await kernel.client.request("complete_request", { code, cursor_pos: code.length }))["matches"];
    expect(await complete("leaky")).toContain("leakyRelu");
    expect(await complete("gelu.back")).toEqual(["backward"]);
    expect(await complete('gelu([1], { approximate: "')).toEqual(["none", "tanh"]);
  });

  it("counts in code points, as the protocol does", async () => {
    const code = 'const s = "😀"; Math.ma';
    const reply = await kernel.client.request("complete_request", { code, cursor_pos: [...code].length });
    expect(reply).toMatchObject({
      matches: ["max"],
      cursor_start: [...code].length - 2,
      cursor_end: [...code].length,
    });
  });

  it("inspects with the names of JSDoc's tags kept", async () => {
    await kernel.run(
      "/**\n * Adds.\n * @param a the first\n * @returns the sum\n * @throws never\n */\nfunction add(a: number): number { return a; }",
    );
    const reply = await kernel.client.request("inspect_request", { code: "add", cursor_pos: 2 });
    const data = reply["data"] as Record<string, string>;
    expect(data["text/plain"]).toMatch(
      /Adds\.[\s\S]*@param a the first[\s\S]*@returns the sum[\s\S]*@throws never/,
    );
    expect(data["text/markdown"]).toContain("*@param* `a` the first");
  });

  it.each([
    ["Math.max(", "max("],
    ["Math.max(1, ", "max("],
    ["gelu([1], { approximate: 'tanh' }, ", "gelu"],
    ["Math.max(Math.min(1), ", "max("],
    ["Math.max(Math.min(1, ", "min("],
    ["new Float32Array(", "Float32Array"],
    ["const a = 1;\nMath.max(a, 2", "max("],
  ])("inspects what is called at the end of %s", async (code, name) => {
    const reply = await kernel.client.request("inspect_request", { code, cursor_pos: code.length });
    const text = String((reply["data"] as Record<string, string>)["text/plain"]).split("\n")[0];
    expect(reply["found"]).toBe(true);
    expect(text).toContain(name);
  });

  it("finds nothing to inspect behind a call that is closed", async () => {
    const reply = await kernel.client.request("inspect_request", { code: "Math.max(1) ", cursor_pos: 12 });
    expect(reply["found"]).toBe(false);
  });

  it.each([
    ["complete", "1 + 1"],
    ["complete", "`a`"],
    ["incomplete", "function f() {"],
    ["incomplete", "`a"],
    ["incomplete", "html`<b>\n"],
    ["invalid", "const = 1"],
    ["complete", "const same = <T>(x: T) => x;"],
    ["complete", "<number>1"],
    ["complete", "await (async () => 5)()"],
    ["incomplete", "await (async () => {"],
    ["incomplete", "let x: "],
    ["incomplete", "1 + // more to come"],
    ["incomplete", "/* a"],
    ["incomplete", "foo(\n\n"],
    ["incomplete", "cond\n  ? a"],
    ["incomplete", "const a = 1;\ncond ?"],
    ["invalid", "foo(1 2"],
    ["invalid", "'abc"],
    ["invalid", "} foo() {"],
    ["invalid", "%timeit 1"],
  ])("tells %s code: %s", async (status, code) => {
    expect((await kernel.client.request("is_complete_request", { code }))["status"]).toBe(status);
  });

  it.each([
    "gelu?",
    "gelu??",
    "?gelu",
    "??gelu",
    "  gelu ? \n\n",
    "// What is it?\n\ngelu?  // this",
    "gelu?\n?gelu",
  ])("takes %j for a request for help, which is complete", async (code) => {
    expect((await kernel.client.request("is_complete_request", { code }))["status"]).toBe("complete");
    const { reply } = await kernel.run(code);
    const [page] = reply["payload"] as { source: string; data: Record<string, string> }[];
    expect(page?.source).toBe("page");
    expect(page?.data["text/plain"]).toContain("The Gaussian error linear unit");
    const inspected = await kernel.client.request("inspect_request", { code, cursor_pos: code.length });
    expect(inspected["found"]).toBe(true);
  });

  it("shows help for several names on one page, and for names beyond ASCII", async () => {
    await kernel.run("/** A size. */\nconst größe = 1;");
    const { reply } = await kernel.run("größe?\nrelu?\nnichts?");
    const [page] = reply["payload"] as { data: Record<string, string> }[];
    for (const text of ["A size.", "Activation<", "Nothing is known of nichts."])
      expect(page?.data["text/plain"]).toContain(text);
  });

  it.each(["const t = true;\nt\n  ? 1\n  : 2", "[1].map((x) =>\n  x\n  ? 1\n  : 2)[0]"])(
    "does not take a line of a conditional expression for a request for help: %j",
    async (code) => {
      const { reply, outputs } = await kernel.run(code);
      expect(reply["payload"]).toEqual([]);
      expect(outputs).toMatchObject([{ data: { "text/plain": "1" } }]);
    },
  );

  it.each([-99, -1, 99, 1.5, null, "2", {}])("survives the cursor %j", async (cursor_pos) => {
    for (const type of ["complete_request", "inspect_request"]) {
      const reply = await kernel.client.request(type, { code: "gel", cursor_pos });
      expect(reply["status"]).toBe("ok");
    }
  });

  it("evaluates user expressions", async () => {
    const { reply } = await kernel.run("const u = 5", {
      user_expressions: { sum: "u + 1", wrong: "nothing" },
    });
    expect(reply["user_expressions"]).toMatchObject({
      sum: { status: "ok", data: { "text/plain": "6" } },
      wrong: { status: "error" },
    });
  });
});
