import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "../src/protocol/message.js";
import { startTestKernel, type TestKernel } from "./kernel.js";

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await startTestKernel();
});
afterAll(() => kernel.client.close());

const printed = (messages: readonly Message[]): string =>
  messages
    .filter(({ header }) => header.msg_type === "stream")
    .map(({ content }) => content["text"])
    .join("");

/** Runs a cell that prints later, then another; resolves to what stands below the first. */
async function printedBelow(code: string): Promise<string> {
  const first = await kernel.run(code);
  const second = await kernel.run("await new Promise((r) => setTimeout(r, 250)); console.log('second')");
  await delay(100);
  expect(printed(second.messages)).toBe("second\n");
  return printed(first.messages);
}

describe("what is printed after a cell has ended stands below it, not below the one that runs", () => {
  it.each([
    ["a timer", 'setTimeout(() => console.log("late"), 100);'],
    ["an interval", 'const i = setInterval(() => { clearInterval(i); console.log("late"); }, 100);'],
    [
      "a timer of node:timers",
      'import { setTimeout as later } from "node:timers"; later(() => console.log("late"), 100);',
    ],
    [
      "an async function that nobody awaits",
      'void (async () => { await new Promise((r) => setTimeout(r, 100)); await 0; console.log("late"); })();',
    ],
    [
      "a promise of node:timers/promises",
      'import { setTimeout as wait } from "node:timers/promises"; wait(100).then(() => console.log("late"));',
    ],
    [
      "a file that is read",
      'import { readFile } from "node:fs/promises"; import { devNull } from "node:os"; void (async () => { for (let i = 0; i < 30; i++) await readFile(devNull); console.log("late"); })();',
    ],
    [
      "a promise chain with microtasks and ticks",
      'setTimeout(() => queueMicrotask(() => process.nextTick(() => setImmediate(() => console.log("late")))), 100);',
    ],
  ])("of %s", async (_, code) => {
    expect(await printedBelow(code)).toBe("late\n");
  });

  it("and so does an error that nobody catches", async () => {
    const thrown = 'setTimeout(() => { throw new RangeError("lost"); }, 100);';
    expect(await printedBelow(thrown)).toContain("Uncaught RangeError: lost");
    const rejected = 'setTimeout(() => { Promise.reject(new RangeError("lost")); }, 100);';
    expect(await printedBelow(rejected)).toContain("Unhandled rejection: RangeError: lost");
  });

  it("and what is shown and replaced", async () => {
    const code =
      'const h = await display("one"); setTimeout(async () => { await display("two"); await h.update("three"); }, 100);';
    const first = await kernel.run(code);
    const second = await kernel.run("await new Promise((r) => setTimeout(r, 250));");
    expect(
      first.messages.map(({ header }) => header.msg_type).filter((type) => type.includes("display")),
    ).toEqual(["display_data", "display_data", "update_display_data"]);
    expect(second.messages.map(({ header }) => header.msg_type)).toEqual(["execute_input"]);
  });
});

describe("a cell that is interrupted in the middle", () => {
  it.skipIf(process.platform === "win32")("leaves nothing behind for the next one's output", async () => {
    const running = kernel.run("await new Promise((r) => setTimeout(r, 50)); for (;;) {}");
    await delay(400);
    kernel.client.interrupt();
    expect((await running).reply["ename"]).toBe("Interrupted");
    expect(await printedBelow('setTimeout(() => console.log("late"), 100);')).toBe("late\n");
  });
});

describe("the cost of it", () => {
  it("leaves a million awaits to a cell in reasonable time, and timers as they were", async () => {
    const { reply } = await kernel.run("let n = 0; for (let i = 0; i < 1e6; i++) n += await 1; n");
    expect(reply["status"]).toBe("ok");
    const { outputs } = await kernel.run(
      'import { promisify } from "node:util"; await promisify(setTimeout)(1, "kept"); [typeof setTimeout(() => {}).unref, clearTimeout.length]',
    );
    expect(outputs).toMatchObject([{ data: { "text/plain": "[ 'function', 1 ]" } }]);
  });
});
