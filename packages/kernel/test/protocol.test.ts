import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Dealer } from "zeromq";
import { stripAnsi } from "../src/cells/ansi.js";
import { endpoint } from "../src/protocol/connection.js";
import { startTestKernel, type TestKernel } from "./kernel.js";

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await startTestKernel();
});
afterAll(() => kernel.client.close());

describe("the order of messages", () => {
  it("is input, output, result, and what is printed stands before what is shown after it", async () => {
    const { messages } = await kernel.run('console.log("a"); await display("b"); console.error("c"); 4');
    expect(messages.map(({ header }) => header.msg_type)).toEqual([
      "execute_input",
      "stream",
      "display_data",
      "stream",
      "execute_result",
    ]);
  });

  it("answers cells in the order in which they were sent", async () => {
    const replies = await Promise.all(
      [1, 2, 3, 4].map((n) => kernel.run(`await new Promise((r) => setTimeout(r, ${40 - 10 * n})); ${n}`)),
    );
    const counts = replies.map(({ reply }) => Number(reply["execution_count"]));
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(replies.map(({ reply }) => reply["status"])).toEqual(["ok", "ok", "ok", "ok"]);
  });
});

describe("output", () => {
  it("is complete and in order: 100 000 lines of a synchronous loop", async () => {
    const { text, messages } = await kernel.run("for (let i = 0; i < 100_000; i++) console.log(i)");
    expect(text).toBe(Array.from({ length: 100_000 }, (_, i) => `${i}\n`).join(""));
    expect(messages.length).toBeLessThan(1000);
  });

  it("is complete: 50 MB", async () => {
    const { text } = await kernel.run(
      'const line = "x".repeat(1023); for (let i = 0; i < 50 * 1024; i++) console.log(line)',
    );
    expect(text.length).toBe(50 * 1024 * 1024);
  });

  it("comes while a synchronous loop still runs", async () => {
    const arrivals: number[] = [];
    const code =
      'const t = Date.now(); console.log("first"); while (Date.now() - t < 400); console.log("last")';
    await kernel.client.request("execute_request", { code, stop_on_error: true }, ({ header }) => {
      if (header.msg_type === "stream") arrivals.push(performance.now());
    });
    expect(arrivals).toHaveLength(2);
    expect(arrivals[1]! - arrivals[0]!).toBeGreaterThan(200);
  });

  it("is decoded across the borders of chunks", async () => {
    const { text } = await kernel.run(
      'const bytes = Buffer.from("α✓"); for (const byte of bytes) process.stdout.write(Uint8Array.of(byte));',
    );
    expect(text).toBe("α✓");
  });

  it("of a display can be replaced, cleared and broadcast", async () => {
    const { outputs } = await kernel.run('const h = await display("one"); await h.update("two");');
    expect(outputs).toMatchObject([{ data: { "text/plain": "two" } }]);
    expect((await kernel.run('console.log("x"); clearOutput(); console.log("y")')).outputs).toMatchObject([
      { text: "y\n" },
    ]);
    const { messages } = await kernel.run('broadcast("my_type", { a: 1 })');
    expect(messages.at(-1)).toMatchObject({ header: { msg_type: "my_type" }, content: { a: 1 } });
  });

  it("of displays that nobody awaits stands where they were called", async () => {
    const code = [
      "console.log('A'); display(html`<b>B</b>`);",
      "console.log('C'); display(plot(relu)); console.log('D'); display(table([{ a: tensor([1]) }]));",
      "console.log('E'); display(compare([relu])); console.log('F');",
    ].join("\n");
    const { outputs } = await kernel.run(code);
    expect(outputs.map((output) => ("text" in output ? output.text.trim() : output.output_type))).toEqual([
      "A",
      "display_data",
      "C",
      "display_data",
      "D",
      "display_data",
      "E",
      "display_data",
      "F",
    ]);
  });

  it("of a display at the end of a cell is the display alone", async () => {
    const { outputs } = await kernel.run('await display("shown")');
    expect(outputs).toMatchObject([{ output_type: "display_data", data: { "text/plain": "shown" } }]);
  });

  it("of stock tslab's API arrives", async () => {
    const { outputs } = await kernel.run('import * as tslab from "tslab"; tslab.display.html("<i>x</i>");');
    expect(outputs).toMatchObject([{ data: { "text/html": "<i>x</i>" } }]);
  });
});

describe("a value whose display goes wrong", () => {
  it.each([
    ["throws", '{ throw new Error("no picture"); }', "no picture"],
    ["gives what JSON cannot hold", '{ return { "application/json": 1n }; }', "BigInt"],
    ["gives a promise that rejects", '{ return Promise.reject(new Error("later")); }', "later"],
  ])("is the cell's error where it %s, and the next cell runs", async (_, body, text) => {
    const { reply } = await kernel.run(`({ [Symbol.for("Jupyter.display")]() ${body} })`);
    expect(reply["status"]).toBe("error");
    expect(reply["evalue"]).toContain(text);
    expect((await kernel.run("1")).reply["status"]).toBe("ok");
  });

  it("in a user expression is that expression's error alone", async () => {
    const wrong = '({ [Symbol.for("Jupyter.display")]() { throw new Error("x"); } })';
    const { reply } = await kernel.run("1", { user_expressions: { wrong, big: "1n", right: "2" } });
    expect(reply).toMatchObject({
      status: "ok",
      user_expressions: {
        wrong: { status: "error", evalue: "x" },
        right: { status: "ok", data: { "text/plain": "2" } },
      },
    });
  });
});

describe("after a cell that fails", () => {
  it("what was queued is aborted where the request says stop_on_error", async () => {
    const [failed, queued] = await Promise.all([kernel.run("throw 1"), kernel.run("1")]);
    expect([failed.reply["status"], queued.reply["status"]]).toEqual(["error", "aborted"]);
  });

  it("what was queued runs where it does not", async () => {
    const [failed, queued] = await Promise.all([
      kernel.run("throw 1", { stop_on_error: false }),
      kernel.run("1"),
    ]);
    expect([failed.reply["status"], queued.reply["status"]]).toEqual(["error", "ok"]);
  });

  it("what is sent after the reply runs, however soon", async () => {
    await kernel.run("throw 1");
    expect((await kernel.run("1")).reply["status"]).toBe("ok");
  });
});

describe("a silent cell", () => {
  it("publishes neither input nor result, and is not counted", async () => {
    const { reply: before } = await kernel.run("0");
    const { messages, reply } = await kernel.run("1", { silent: true });
    expect(messages).toEqual([]);
    expect(reply["execution_count"]).toBe(before["execution_count"]);
    expect((await kernel.run("2")).reply["execution_count"]).toBe(Number(before["execution_count"]) + 1);
  });

  it("leaves the lines of the cell before it to that cell's stacks, and has its own", async () => {
    await kernel.run("// a comment\nfunction boom(): never {\n  throw new Error('here');\n}");
    await kernel.run("\n\nfunction other(): never {\n  const a = 1; throw new Error('there ' + a);\n}", {
      silent: true,
    });
    const trace = async (code: string): Promise<string> =>
      stripAnsi(((await kernel.run(code)).reply["traceback"] as string[]).join("\n"));
    expect(await trace("boom()")).toMatch(
      /> 3 \| {3}throw new Error\('here'\)[\s\S]*at boom \(cell-\d+\.ts:3:9\)/,
    );
    expect(await trace("other()")).toMatch(
      /> 4 \| {3}const a = 1; throw[\s\S]*at other \(cell-unnumbered-\d+\.ts:4:22\)/,
    );
  });
});

describe("a cell that is not kept in the history", () => {
  it("is shown under the next number, and leaves it to the next cell", async () => {
    const count = Number((await kernel.run("0")).reply["execution_count"]);
    const { messages, reply } = await kernel.run("1", { store_history: false });
    expect(messages.map(({ content }) => content["execution_count"])).toEqual([count + 1, count + 1]);
    expect(reply["execution_count"]).toBe(count);
    expect((await kernel.run("2")).reply["execution_count"]).toBe(count + 1);
  });
});

describe("garbage", () => {
  it("is dropped, whatever channel it comes on, and the kernel goes on", async () => {
    const { connection } = kernel.process;
    for (const port of [connection.shell_port, connection.control_port, connection.stdin_port]) {
      const socket = new Dealer({ linger: 100 });
      socket.connect(endpoint(connection, port));
      await socket.send([Buffer.from([0xff, 0x00]), "nonsense"]);
      await socket.send(["<IDS|MSG>", "bad signature", "{}", "{}", "{}", "{}"]);
      await socket.send("");
      socket.close();
    }
    expect((await kernel.run("6 * 7")).reply["status"]).toBe("ok");
  });

  it("inside a well-signed message is survived: code of another type, unknown requests", async () => {
    expect((await kernel.run(7 as unknown as string)).reply["status"]).toBe("ok");
    const unknown = ["debug_request", "constructor", "__proto__"].map((type) =>
      kernel.client.request(type, { what: 1 }).then(() => "answered"),
    );
    expect(await Promise.race([...unknown, kernel.client.request("kernel_info_request", {})])).not.toBe(
      "answered",
    );
    expect((await kernel.run("1")).reply["status"]).toBe("ok");
  });
});
