import { expect, test } from "vitest";
import { collectorOf } from "./collector.js";

test("collects what nobody holds, in a process that was started without a flag for it", async () => {
  expect(process.execArgv.join(" ")).not.toContain("expose");
  const collect = collectorOf();
  const held = new WeakRef(new Uint8Array(2 ** 10));
  // A weak reference holds its target until the task that made it has ended.
  await new Promise((resolve) => setTimeout(resolve, 0));
  collect?.();
  expect(held.deref()).toBeUndefined();
});

test("says so where the engine has no such thing", () => {
  const process = globalThis.process;
  try {
    Object.defineProperty(globalThis, "process", { value: undefined, configurable: true });
    expect(collectorOf()).toBeUndefined();
  } finally {
    Object.defineProperty(globalThis, "process", { value: process, configurable: true, writable: true });
  }
});
