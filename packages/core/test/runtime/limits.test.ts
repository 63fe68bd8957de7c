import { describe, expect, test, vi } from "vitest";
import {
  type Backend,
  createRuntime,
  InputSizeError,
  InvalidOptionError,
  OverloadError,
  prelu,
  TimeoutError,
  tensor,
} from "../../src/index.js";
import { concurrencyLimiter } from "../../src/resilience/index.js";
import { deferred, double, gated, sleep, standIn } from "./stand-ins.js";

describe("time", () => {
  test("a call that takes too long is rejected, and the backend is told by its signal", async () => {
    let signal: AbortSignal | undefined;
    const hangs = standIn("hangs", 2, {
      execute: (request) => {
        signal = request.signal;
        return new Promise(() => {});
      },
    });
    const runtime = createRuntime({ backends: [hangs], limits: { timeout: 5 } });
    await expect(runtime.forward(double, [1])).rejects.toThrow(TimeoutError);
    await expect(runtime.forward(double, [1])).rejects.toThrow(/call of double took longer than 5 ms/);
    expect(signal?.aborted).toBe(true);
    expect(signal?.reason).toBeInstanceOf(TimeoutError);
  });

  test("a call's own timeout goes before the runtime's", async () => {
    const slow = gated("slow");
    const runtime = createRuntime({ backends: [slow], limits: { timeout: 5 } });
    const patient = runtime.forward(double, [1], { timeout: 1000 });
    await sleep(10);
    slow.open();
    expect(await patient).toEqual(tensor([2]));
    await expect(runtime.forward(double, [1], { timeout: 0 })).rejects.toThrow(InvalidOptionError);
    await expect(runtime.forward(double, [1], { timeout: "1s" })).rejects.toThrow(
      /"timeout" is "1s".*milliseconds/,
    );
  });

  test("keeps the process alive for as long as somebody waits, and no longer", async () => {
    const timers: { ms: number | undefined; timer: NodeJS.Timeout }[] = [];
    const own = globalThis.setTimeout;
    const spy = vi.spyOn(globalThis, "setTimeout").mockImplementation(((run: () => void, ms?: number) => {
      const timer = own(run, ms);
      timers.push({ ms, timer });
      return timer;
    }) as typeof setTimeout);
    try {
      const runtime = createRuntime({ backends: [standIn("a")] });
      const started = deferred<Backend>();
      const swap = runtime.use(started.promise, { timeout: 123_456 });
      await runtime.forward(double, [1], { timeout: 234_567 });
      await sleep(1);
      const of = (wanted: number) => timers.find(({ ms }) => ms === wanted)?.timer;
      expect([of(123_456)?.hasRef(), of(234_567)?.hasRef()]).toEqual([true, true]);
      started.resolve(standIn("b"));
      await swap;
      // Called off: nothing of them is left to keep a process alive.
      const isOver = (timer: unknown): boolean => (timer as { _destroyed: boolean })._destroyed;
      expect([isOver(of(123_456)), isOver(of(234_567))]).toEqual([true, true]);
    } finally {
      spy.mockRestore();
    }
  });

  test("an abort rejects with its reason, and leaves no listener behind", async () => {
    const runtime = createRuntime({ backends: [standIn("a")] });
    const controller = new AbortController();
    let listeners = 0;
    const { signal } = controller;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listeners++;
      addEventListener.apply(signal, args);
    };
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      listeners--;
      removeEventListener.apply(signal, args);
    };
    for (let i = 0; i < 10; i++) await runtime.forward(double, [1], { signal });
    expect(listeners).toBe(0);
    controller.abort("enough");
    await expect(runtime.forward(double, [1], { signal })).rejects.toBe("enough");
    await expect(runtime.forward(double, [1], { signal: {} })).rejects.toThrow(/"signal".*an AbortSignal/);
  });
});

describe("concurrency", () => {
  test("so many run, so many wait, and the next is refused at once", async () => {
    const slow = gated("slow");
    const runtime = createRuntime({
      backends: [slow],
      policies: [concurrencyLimiter({ concurrency: 2, queue: 3 })],
    });
    const calls = Array.from({ length: 5 }, (_, i) => runtime.forward(double, [i]));
    await expect(runtime.forward(double, [9])).rejects.toThrow(OverloadError);
    await expect(runtime.forward(double, [9])).rejects.toThrow(/2 calls are running and 3 are waiting/);
    expect(runtime.health()).toMatchObject({ status: "degraded", waiting: 3, inFlight: 2 });
    slow.open();
    expect(await Promise.all(calls)).toEqual([0, 1, 2, 3, 4].map((i) => tensor([2 * i])));
    expect(runtime.health()).toMatchObject({ status: "ok", waiting: 0, inFlight: 0 });
  });

  test("one that waits can be aborted or run out of time, and takes nobody's place", async () => {
    const slow = gated("slow");
    const runtime = createRuntime({
      backends: [slow],
      policies: [concurrencyLimiter({ concurrency: 1, queue: 2 })],
    });
    const first = runtime.forward(double, [1]);
    const controller = new AbortController();
    const second = runtime.forward(double, [2], { signal: controller.signal });
    const third = runtime.forward(double, [3], { timeout: 5 });
    controller.abort("enough");
    await expect(second).rejects.toBe("enough");
    await expect(third).rejects.toThrow(TimeoutError);
    const fourth = runtime.forward(double, [4]);
    slow.open();
    expect([await first, await fourth]).toEqual([tensor([2]), tensor([8])]);
    expect(slow.calls).toBe(2);
  });

  test("a call that nobody waits for any more gives up its place", async () => {
    const runtime = createRuntime({
      backends: [gated("hangs")],
      limits: { timeout: 5 },
      policies: [concurrencyLimiter({ concurrency: 1 })],
    });
    await expect(runtime.forward(double, [1])).rejects.toThrow(TimeoutError);
    await runtime.use(standIn("b"), { probe: false });
    expect(await runtime.forward(double, [1])).toEqual(tensor([2]));
  });

  test("those that wait go to the backend that is in use when their turn comes", async () => {
    const slow = gated("slow", 2);
    const runtime = createRuntime({
      backends: [slow],
      policies: [concurrencyLimiter({ concurrency: 1, queue: 1 })],
    });
    const first = runtime.forward(double, [1]);
    const second = runtime.forward(double, [1]);
    await runtime.use(standIn("b", 3), { probe: false, warmup: false });
    slow.open();
    expect([await first, await second]).toEqual([tensor([2]), tensor([3])]);
  });
});

describe("memory", () => {
  const runtime = createRuntime({ backends: [standIn("a")], limits: { bytes: 1024 } });

  test("a call that would take too much is refused, inputs and results together", async () => {
    expect(await runtime.forward(double, new Float32Array(128))).toHaveLength(128);
    await expect(runtime.forward(double, new Float32Array(129))).rejects.toThrow(InputSizeError);
    const out = new Float32Array(256);
    expect(await runtime.forward(double, new Float32Array(256), { out })).toBe(out);
    await expect(runtime.forward(double, new Float64Array(129))).rejects.toThrow(
      /at least 1032 bytes, but limits.bytes of the runtime is 1024/,
    );
  });

  test("nested arrays are measured before they are copied", async () => {
    const row = new Array(1000).fill(0);
    const hostile = new Array(1000).fill(new Array(1000).fill(row));
    // 10^9 numbers that take a few kilobytes as they are: 4 GB as a tensor.
    await expect(runtime.forward(double, hostile)).rejects.toThrow(InputSizeError);
    await expect(runtime.backward(double, [1], hostile)).rejects.toThrow(InputSizeError);
    await expect(runtime.forward(prelu, [1], { weight: hostile })).rejects.toThrow(InputSizeError);
  });
});
