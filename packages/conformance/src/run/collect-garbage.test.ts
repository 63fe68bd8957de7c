import { expect, test } from "vitest";
import { collectGarbage } from "./collect-garbage.js";

test("collects what nobody holds, in a process that was started without a flag for it", async () => {
  expect(process.execArgv.join(" ")).not.toContain("expose");
  const held = new WeakRef(new Uint8Array(2 ** 10));
  // A weak reference holds its target until the task that made it has ended.
  await new Promise((resolve) => setTimeout(resolve, 0));
  await collectGarbage();
  expect(held.deref()).toBeUndefined();
});

test("gives memory back before it answers", async () => {
  const usage = (): number => process.memoryUsage().arrayBuffers;
  await collectGarbage();
  const before = usage();
  for (let i = 0; i < 64; i++) new Uint8Array(2 ** 20).fill(1);
  await collectGarbage();
  expect(usage() - before).toBeLessThan(2 ** 20);
});

test("does nothing where the engine has no such thing", async () => {
  const { process } = globalThis;
  const { getBuiltinModule } = process;
  try {
    process.getBuiltinModule = undefined as never;
    await expect(collectGarbage()).resolves.toBeUndefined();
  } finally {
    process.getBuiltinModule = getBuiltinModule;
  }
});
