import { describe, expect, test } from "vitest";
import { BackendDisposedError, createRuntime, TimeoutError, tensor } from "../../src/index.js";
import { concurrencyLimiter } from "../../src/resilience/index.js";
import { deferred, double, gated, lists, sleep, standIn } from "./stand-ins.js";

const names = (runtime: { backends: readonly { name: string }[] }): string[] =>
  runtime.backends.map(({ name }) => name);

describe("the backends that leave", () => {
  test("stay usable unless dispose is asked for", async () => {
    const [a, b] = [standIn("a"), standIn("b")];
    const runtime = createRuntime({ backends: [a] });
    await runtime.use(b, { drain: true });
    expect(a.disposals).toBe(0);
    await runtime.use(a, { dispose: true, drain: true });
    expect(b.disposals).toBe(1);
  });

  test("are disposed of once their last call has ended, not before", async () => {
    const a = gated("a");
    const runtime = createRuntime({ backends: [a] });
    const call = runtime.forward(double, [1]);
    let drained = false;
    const swap = runtime.use(standIn("b"), { dispose: true, drain: true }).then(() => {
      drained = true;
    });
    await sleep(5);
    expect({ drained, disposals: a.disposals }).toEqual({ drained: false, disposals: 0 });
    a.open();
    expect(await call).toEqual(tensor([2]));
    await swap;
    expect({ drained, disposals: a.disposals, late: a.late }).toEqual({
      drained: true,
      disposals: 1,
      late: 0,
    });
  });

  test("wait for calls whose callers no longer do", async () => {
    const a = gated("a");
    const runtime = createRuntime({ backends: [a] });
    await expect(runtime.forward(double, [1], { timeout: 1 })).rejects.toThrow(TimeoutError);
    await runtime.use(standIn("b"), { dispose: true });
    await sleep(2);
    expect(a.disposals).toBe(0);
    a.open();
    await sleep(2);
    expect([a.disposals, a.late]).toEqual([1, 0]);
  });

  test("are disposed of all the same when the time of drain is over", async () => {
    const a = gated("a");
    const runtime = createRuntime({ backends: [a] });
    const call = runtime.forward(double, [1]);
    await runtime.use(standIn("b"), { dispose: true, drain: 5 });
    await sleep(2);
    expect(a.disposals).toBe(1);
    a.open();
    await expect(call).rejects.toThrow(BackendDisposedError);
  });

  test("are kept where they have come back meanwhile", async () => {
    const a = gated("a");
    const runtime = createRuntime({ backends: [a] });
    const call = runtime.forward(double, [1]);
    await runtime.use(standIn("b"), { dispose: true, probe: false });
    await runtime.use(a, { probe: false, warmup: false });
    a.open();
    await call;
    await sleep(2);
    expect(a.disposals).toBe(0);
    expect(await runtime.forward(double, [1])).toEqual(tensor([2]));
  });

  test("cannot come back once they have been disposed of", async () => {
    const a = standIn("a");
    const runtime = createRuntime({ backends: [a] });
    await runtime.use(standIn("b"), { dispose: true, drain: true });
    await expect(runtime.use(a)).rejects.toThrow(BackendDisposedError);
    expect(names(runtime)).toEqual(["b"]);
  });

  test("may throw when they are disposed of: the swap has been made, and the event tells", async () => {
    const a = standIn("a", 2, { dispose: () => Promise.reject(new Error("stuck")) });
    const runtime = createRuntime({ backends: [a] });
    const told: unknown[] = [];
    runtime.on("dispose", (event) => told.push(event));
    await runtime.use(standIn("b"), { dispose: true, drain: true });
    expect(told).toEqual([{ backend: "a", error: new Error("stuck") }]);
    expect(names(runtime)).toEqual(["b"]);
  });
});

describe("disposing of the runtime", () => {
  test("waits for its calls and tells what a backend's dispose threw", async () => {
    const a = gated("a");
    const stuck = standIn("stuck", 2, { dispose: () => Promise.reject(new Error("stuck")) });
    const runtime = createRuntime({ backends: [a, stuck] });
    const call = runtime.forward(double, [1]);
    const end = runtime.dispose();
    await expect(runtime.forward(double, [1])).rejects.toThrow(BackendDisposedError);
    expect(a.disposals).toBe(0);
    a.open();
    expect(await call).toEqual(tensor([2]));
    await expect(end).rejects.toThrow("stuck");
    expect(a.disposals).toBe(1);
    expect(runtime.health()).toMatchObject({ ready: false, status: "down" });
  });

  test("waits for calls that wait for a place, and answers them", async () => {
    const a = gated("a");
    const runtime = createRuntime({
      backends: [a],
      policies: [concurrencyLimiter({ concurrency: 1, queue: 5 })],
    });
    const calls = [1, 2, 3].map((x) => runtime.forward(double, [x]));
    const end = runtime.dispose();
    await expect(runtime.forward(double, [1])).rejects.toThrow(BackendDisposedError);
    a.open();
    expect(await Promise.all(calls)).toEqual([tensor([2]), tensor([4]), tensor([6])]);
    await end;
    expect([a.disposals, a.late]).toEqual([1, 0]);
    expect(lists(runtime)).toBe(0);
  });

  test("waits for backends that have left with calls in flight", async () => {
    const a = gated("a");
    const runtime = createRuntime({ backends: [a] });
    const call = runtime.forward(double, [1]);
    await runtime.use(standIn("b"), { dispose: true, probe: false, warmup: false });
    let over = false;
    const end = runtime.dispose().then(() => {
      over = true;
    });
    await sleep(5);
    expect(over).toBe(false);
    a.open();
    expect(await call).toEqual(tensor([2]));
    await end;
    expect(a.disposals).toBe(1);
  });

  test("does not wait for a swap that hangs; it fails when its backend comes, which is disposed of", async () => {
    const runtime = createRuntime({ backends: [standIn("a")] });
    const starting = deferred<ReturnType<typeof standIn>>();
    const swap = runtime.use(starting.promise);
    swap.catch(() => {});
    await runtime.dispose();
    const late = standIn("late");
    starting.resolve(late);
    await expect(swap).rejects.toThrow(BackendDisposedError);
    await sleep(1);
    expect(late.disposals).toBe(1);
  });
});
