import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject, Message } from "../src/protocol/message.js";
import { startTestKernel, type TestKernel } from "./kernel.js";

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await startTestKernel();
});
afterAll(() => kernel.client.close());

/** Sends a comm message; resolves to what the kernel published by the time it was idle again. */
async function tell(type: string, content: JsonObject): Promise<Message[]> {
  const messages: Message[] = [];
  await kernel.client.tell(type, content, (message) => messages.push(message));
  return messages;
}

const types = (messages: readonly Message[]): string[] => messages.map(({ header }) => header.msg_type);

describe("a comm that a cell opens", () => {
  it("is announced, listed, heard, answered, and gone when it is closed", async () => {
    const { messages } = await kernel.run(
      'const line = kernel.openComm("my.target", { hello: 1 }); line.onMessage((data) => line.send({ heard: data }));',
    );
    const open = messages.find(({ header }) => header.msg_type === "comm_open");
    expect(open?.content).toMatchObject({ target_name: "my.target", data: { hello: 1 } });
    const comm_id = String(open?.content["comm_id"]);

    const listed = await kernel.client.request("comm_info_request", {});
    expect(listed["comms"]).toEqual({ [comm_id]: { target_name: "my.target" } });
    const others = await kernel.client.request("comm_info_request", { target_name: "other" });
    expect(others["comms"]).toEqual({});

    const answers = await tell("comm_msg", { comm_id, data: { x: 2 } });
    expect(answers.map(({ content }) => content)).toEqual([{ comm_id, data: { heard: { x: 2 } } }]);

    expect(types((await kernel.run("line.close()")).messages)).toContain("comm_close");
    expect((await kernel.client.request("comm_info_request", {}))["comms"]).toEqual({});
  });

  it("prints below its cell what its listeners print, their failures too", async () => {
    const { messages } = await kernel.run(
      'const loud = kernel.openComm("loud"); loud.onMessage(() => { console.log("moved"); throw new Error("lost"); });',
    );
    const comm_id = String(
      messages.find(({ header }) => header.msg_type === "comm_open")?.content["comm_id"],
    );
    await tell("comm_msg", { comm_id, data: {} });
    const printed = messages.filter(({ header }) => header.msg_type === "stream");
    expect(printed.map(({ content }) => content["text"]).join("")).toMatch(/moved\n[\s\S]*lost/);
  });

  it("does not hold up the next cell, however long its listener takes", async () => {
    const { messages } = await kernel.run(
      'const slow = kernel.openComm("slow"); slow.onMessage(() => new Promise(() => {}));',
    );
    const comm_id = String(
      messages.find(({ header }) => header.msg_type === "comm_open")?.content["comm_id"],
    );
    kernel.client.tell("comm_msg", { comm_id, data: {} }).catch(() => {});
    expect((await kernel.run("6 * 7")).reply["status"]).toBe("ok");
  });
});

describe.skipIf(process.platform === "win32")("a listener that never ends", () => {
  it.each([
    ["a loop", "() => { for (;;) {} }"],
    ["a wait for kernel.signal", "() => new Promise((_, no) => kernel.signal.addEventListener('abort', no))"],
  ])("is ended by an interrupt: %s", async (_, listener) => {
    const { messages } = await kernel.run(
      `const endless = kernel.openComm("endless"); endless.onMessage(${listener});`,
    );
    const comm_id = String(
      messages.find(({ header }) => header.msg_type === "comm_open")?.content["comm_id"],
    );
    const told = kernel.client.tell("comm_msg", { comm_id, data: {} });
    await delay(400);
    kernel.client.interrupt();
    await told;
    expect((await kernel.run("6 * 7")).reply["status"]).toBe("ok");
  });
});

describe("a comm that the front end opens", () => {
  it("is closed where nobody takes it", async () => {
    const messages = await tell("comm_open", { comm_id: "a1", target_name: "nobody", data: {} });
    expect(messages.map(({ header, content }) => [header.msg_type, content["comm_id"]])).toEqual([
      ["comm_close", "a1"],
    ]);
  });

  it("is taken by the listener of its target, and told when the front end closes it", async () => {
    await kernel.run(
      'const seen: unknown[] = []; kernel.onComm("mine", (comm, data) => { seen.push(data); comm.onMessage((d) => { seen.push(d); }); comm.onClose(() => { seen.push("closed"); }); });',
    );
    await tell("comm_open", { comm_id: "b2", target_name: "mine", data: { n: 1 } });
    await tell("comm_msg", { comm_id: "b2", data: { n: 2 } });
    await tell("comm_close", { comm_id: "b2", data: {} });
    await tell("comm_msg", { comm_id: "b2", data: { n: 3 } });
    const { outputs } = await kernel.run("JSON.stringify(seen)");
    expect(outputs).toMatchObject([{ data: { "text/plain": '[{"n":1},{"n":2},"closed"]' } }]);
  });

  it("with no id, or garbage for data, is survived", async () => {
    await tell("comm_open", { target_name: "mine" });
    await tell("comm_msg", { comm_id: 5 as unknown as string, data: "x" });
    expect((await kernel.run("1")).reply["status"]).toBe("ok");
  });
});
