import { describe, expect, test } from "vitest";
import {
  BackendDisposedError,
  BackendStartError,
  createRuntime,
  gelu,
  ProbeError,
  relu,
  softmax,
  TimeoutError,
  tensor,
} from "../../src/index.js";
import { ReferenceStandIn } from "./reference-stand-in.js";
import { deferred, double, gated, sleep, standIn } from "./stand-ins.js";

const names = (runtime: { backends: readonly { name: string }[] }): string[] =>
  runtime.backends.map(({ name }) => name);

describe("a swap", () => {
  test("takes one backend, a promise of one, or a list, and resolves to those in use", async () => {
    const runtime = createRuntime({ backends: [standIn("a")] });
    const b = standIn("b");
    expect(await runtime.use(b)).toEqual([b]);
    await runtime.use(Promise.resolve(standIn("c")));
    expect(names(runtime)).toEqual(["c"]);
    await runtime.use([b, Promise.resolve(standIn("d"))]);
    expect(names(runtime)).toEqual(["b", "d"]);
  });

  test("gives no call to a backend that is not ready yet", async () => {
    const runtime = createRuntime({ backends: [standIn("a", 2)] });
    const starting = deferred<ReturnType<typeof standIn>>();
    const swap = runtime.use(starting.promise, { probe: false });
    expect(await runtime.forward(double, [1])).toEqual(tensor([2]));
    starting.resolve(standIn("b", 3));
    await swap;
    expect(await runtime.forward(double, [1])).toEqual(tensor([3]));
  });

  test("that cannot start leaves everything as it was and says why", async () => {
    const runtime = createRuntime({ backends: [standIn("a")] });
    const cause = new BackendStartError("b", "Install it.", new Error("no such library"));
    await expect(runtime.use(Promise.reject(cause))).rejects.toBe(cause);
    expect(names(runtime)).toEqual(["a"]);
    expect(runtime.health()).toMatchObject({
      ready: true,
      lastSwapError: expect.stringContaining("no such library"),
    });
    await runtime.use(standIn("c"));
    expect(runtime.health()).not.toHaveProperty("lastSwapError");
  });

  test("that takes too long to start is given up, and what starts later is disposed of", async () => {
    const runtime = createRuntime({ backends: [standIn("a")] });
    const starting = deferred<ReturnType<typeof standIn>>();
    await expect(runtime.use(starting.promise, { timeout: 5 })).rejects.toThrow(TimeoutError);
    const late = standIn("late");
    starting.resolve(late);
    await sleep(1);
    expect(late.disposals).toBe(1);
    await runtime.use(standIn("next"));
    expect(names(runtime)).toEqual(["next"]);
  });

  test("disposes of what it started itself where another of the list fails, and of nothing that was passed ready", async () => {
    const runtime = createRuntime({ backends: [standIn("a")] });
    const started = standIn("started");
    const ready = standIn("ready");
    const fails = Promise.reject(new Error("boom"));
    await expect(runtime.use([Promise.resolve(started), ready, fails])).rejects.toThrow("boom");
    expect([started.disposals, ready.disposals]).toEqual([1, 0]);
  });

  test("happens in the order in which it was asked for, whichever is ready first", async () => {
    const runtime = createRuntime({ backends: [standIn("a")] });
    const slow = deferred<ReturnType<typeof standIn>>();
    const seen: string[] = [];
    runtime.on("swap", ({ to }) => seen.push(to.map(({ name }) => name).join()));
    const first = runtime.use(slow.promise);
    const failing = runtime.use(Promise.reject(new Error("boom")));
    const last = runtime.use(standIn("last"));
    await expect(Promise.race([last, sleep(5).then(() => "waits")])).resolves.toBe("waits");
    slow.resolve(standIn("slow"));
    await first;
    await expect(failing).rejects.toThrow("boom");
    await last;
    expect(seen).toEqual(["slow", "last"]);
  });
});

describe("the probe", () => {
  test("refuses a backend that gets an activation in use wrong, and names it", async () => {
    const runtime = createRuntime({ backends: [standIn("a", 2)] });
    await runtime.forward(double, [1]);
    const wrong = runtime.use(standIn("wrong", 3));
    await expect(wrong).rejects.toThrow(ProbeError);
    await expect(wrong).rejects.toThrow(/"wrong".*double forward.*gave 1.5 where the reference gives 1/);
    expect(names(runtime)).toEqual(["a"]);
    await runtime.use(standIn("wrong", 3), { probe: false });
    expect(names(runtime)).toEqual(["wrong"]);
  });

  test("covers the options, passes, dtypes and axes in use", async () => {
    const runtime = createRuntime({ backends: [new ReferenceStandIn()] });
    await runtime.forward(gelu, [1], { approximate: "tanh", precision: "strict" });
    await runtime.backward(softmax, tensor([[1, 2]], { dtype: "float64" }), [[1, 1]], { axis: 1 });
    const next = new ReferenceStandIn();
    await runtime.use(next);
    expect(next.seen).toEqual([
      'gelu forward strict float32 {"approximate":"tanh"}',
      expect.stringMatching(/^softmax backward fast float64 {"axis":1,/),
    ]);
  });

  test("refuses NaN where a number belongs, an error, and the wrong shape", async () => {
    const runtime = createRuntime({ backends: [standIn("a")] });
    await runtime.forward(double, [1]);
    await expect(runtime.use(standIn("nan", Number.NaN))).rejects.toThrow(/gave NaN/);
    const throws = standIn("throws", 2, { execute: () => Promise.reject(new RangeError("boom")) });
    await expect(runtime.use(throws)).rejects.toThrow(/double forward.*boom/);
    const shape = standIn("shape", 2, { execute: async () => [tensor([1])] });
    await expect(runtime.use(shape)).rejects.toThrow(/shape \[1\], not \[15\]|shape \[1\], not \[12\]/);
    expect(names(runtime)).toEqual(["a"]);
  });

  test("can be a function of one's own", async () => {
    const runtime = createRuntime({ backends: [standIn("a")] });
    const probed: string[] = [];
    await runtime.use(standIn("b"), { probe: async ({ name }) => void probed.push(name) });
    expect(probed).toEqual(["b"]);
    const fails = runtime.use(standIn("c"), { probe: () => Promise.reject(new Error("too slow for us")) });
    await expect(fails).rejects.toThrow(/"c".*too slow for us/);
    expect(names(runtime)).toEqual(["b"]);
  });

  test("that hangs is given up after the time allowed", async () => {
    const runtime = createRuntime({ backends: [standIn("a")] });
    await runtime.forward(double, [1]);
    const hangs = standIn("hangs", 2, { execute: () => new Promise(() => {}) });
    await expect(runtime.use(hangs, { timeout: 5 })).rejects.toThrow(/longer than 5 ms/);
    expect(await runtime.forward(double, [1])).toEqual(tensor([2]));
  });

  test("is left out for a backend that is in use already", async () => {
    const a = standIn("a");
    const runtime = createRuntime({ backends: [a] });
    await runtime.forward(double, [1]);
    await runtime.use([standIn("b"), a]);
    expect(a.calls).toBe(1);
  });

  test("warms up activations that are not in use yet where they are named", async () => {
    const runtime = createRuntime({ backends: [standIn("a")] });
    const next = new ReferenceStandIn();
    await runtime.use(next, { probe: false, warmup: [relu, softmax] });
    expect(next.seen).toEqual([
      "relu forward fast float32 {}",
      expect.stringMatching(/^softmax forward fast float32 {"axis":3,/),
    ]);
  });
});

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

  test("disposing of the runtime waits for its calls and tells what a backend's dispose threw", async () => {
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

  test("disposing of the runtime does not wait for a swap that hangs; it fails when its backend comes, which is disposed of", async () => {
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
