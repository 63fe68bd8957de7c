import { describe, expect, test } from "vitest";
import {
  type Backend,
  BackendDisposedError,
  BackendStartError,
  type CodePath,
  ConfigError,
  createRuntime,
  type Declarations,
  type Deviation,
  gelu,
  ProbeError,
  type Runtime,
  relu,
  softmax,
  type Tensor,
  TimeoutError,
  tensor,
} from "../../src/index.js";
import { ReferenceStandIn } from "./reference-stand-in.js";
import { deferred, double, gated, lists, sleep, standIn, until } from "./stand-ins.js";

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

  test("that fails is an event, with the error and the backends that stay", async () => {
    const runtime = createRuntime({ backends: [standIn("a")] });
    const events: { kept: string[]; error: unknown }[] = [];
    runtime.on("swapFailed", ({ kept, error }) => {
      events.push({ kept: kept.map(({ name }) => name), error });
    });
    const cause = new Error("no such library");
    await expect(runtime.use(Promise.reject(cause))).rejects.toBe(cause);
    expect(events).toEqual([{ kept: ["a"], error: cause }]);
    await runtime.use(standIn("b"));
    expect(events).toHaveLength(1);
  });

  test("that takes too long to start is given up, and what starts later is disposed of", async () => {
    const runtime = createRuntime({ backends: [standIn("a")] });
    const starting = deferred<ReturnType<typeof standIn>>();
    await expect(runtime.use(starting.promise, { timeout: 5 })).rejects.toThrow(TimeoutError);
    const late = standIn("late");
    starting.resolve(late);
    await sleep(1);
    expect(late.disposals).toBe(1);
    expect(lists(runtime)).toBe(1);
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
    await expect(runtime.use(started)).rejects.toThrow(BackendDisposedError);
  });

  test("that fails leaves alone what is in use already, though it was passed as a promise", async () => {
    const runtime = createRuntime({ backends: [] });
    const a = standIn("a");
    const starting = Promise.resolve(a);
    const first = runtime.use(starting);
    // Asked for before the first is made: it is only then that the second fails.
    const second = runtime.use([Promise.reject(new Error("boom")), starting]);
    await first;
    await expect(second).rejects.toThrow("boom");
    await sleep(1);
    expect(a.disposals).toBe(0);
    expect(await runtime.forward(double, [1])).toEqual(tensor([2]));
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
    await expect(wrong).rejects.toThrow(
      /"wrong".*double forward.*returned 1.5; the reference returns 1 .*checkBackend/,
    );
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
    expect([...new Set(next.seen)]).toEqual([
      'gelu forward strict float32 {"approximate":"tanh"}',
      expect.stringMatching(/^softmax backward fast float64 {"axis":1,/),
    ]);
  });

  test("refuses NaN where a number belongs, an error, and the wrong shape", async () => {
    const runtime = createRuntime({ backends: [standIn("a")] });
    await runtime.forward(double, [1]);
    await expect(runtime.use(standIn("nan", Number.NaN))).rejects.toThrow(/returned NaN/);
    const throws = standIn("throws", 2, { execute: () => Promise.reject(new RangeError("boom")) });
    await expect(runtime.use(throws)).rejects.toThrow(/double forward.*boom/);
    const shape = standIn("shape", 2, { execute: async () => [tensor([1])] });
    await expect(runtime.use(shape)).rejects.toThrow(/shape \[1\], not \[17\]/);
    expect(names(runtime)).toEqual(["a"]);
  });

  const flaws = {
    "NaN lost": (y: number) => (Number.isNaN(y) ? 0 : y),
    "the sign of zero lost": (y: number) => y + 0,
    "infinity made finite": (y: number) => (y === Infinity ? 3.4e38 : y),
    "subnormal numbers flushed": (y: number) => (Math.abs(y) < 1e-38 ? 0 * Math.sign(y) : y),
  };
  describe.each(Object.entries(flaws))("with %s", (_, flaw) => {
    const flawed = (declarations?: Declarations, codePath?: CodePath): Backend => {
      const right = new ReferenceStandIn();
      return {
        ...right,
        info: { ...right.info, ...(codePath && { codePath }) },
        ...(declarations && { declarations }),
        supports: () => right.supports(),
        dispose: () => right.dispose(),
        execute: async (request) => {
          const [y, ...others] = (await right.execute(request)) as [Tensor, ...Tensor[]];
          for (let i = 0; i < y.size; i++) y.data[i] = flaw(y.data[i] as number);
          return [y, ...others];
        },
      };
    };
    const deviation: Deviation = {
      id: "flaw",
      reason: "on purpose",
      where: { activation: "double" },
      expect: "deviates",
    };
    const path = { runtime: "r", version: "1.2.0", provider: "p" };
    const range = { runtime: "r", versions: ["1.0.0", "1.2.0"], provider: "p" } as const;
    const inUse = async (): Promise<Runtime> => {
      const runtime = createRuntime({ backends: [standIn("a")] });
      await runtime.forward(double, [1]);
      return runtime;
    };

    test("refuses it, and says what it gave", async () => {
      const runtime = await inUse();
      await expect(runtime.use(flawed())).rejects.toThrow(ProbeError);
      await expect(runtime.use(flawed())).rejects.toThrow(
        /double forward, fast, .* returned .*; the reference returns .* \(x = /,
      );
    });

    test("takes what is declared, on the code path where it is", async () => {
      const declared = { deviations: [{ ...deviation, on: [range] }], tolerances: [] };
      await (await inUse()).use(flawed({ deviations: [deviation], tolerances: [] }));
      await (await inUse()).use(flawed(declared, path));
      const newer = { ...path, version: "1.10.0" };
      await expect((await inUse()).use(flawed(declared, newer))).rejects.toThrow(ProbeError);
    });

    test("does not refuse what is declared of other code paths where nobody has measured this one", async () => {
      const measured = { measuredOn: [range], deviations: [{ ...deviation, on: [range] }], tolerances: [] };
      await (await inUse()).use(flawed(measured, { ...path, version: "1.10.0" }));
    });
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

  test("that was given up goes no further, and the backend is told by its signal", async () => {
    const runtime = createRuntime({ backends: [standIn("a")] });
    await runtime.forward(double, [1]);
    await runtime.forward(double, [1], { precision: "strict" });
    const slow = gated("slow");
    let signal: AbortSignal | undefined;
    const { execute } = slow;
    slow.execute = (request) => {
      signal = request.signal;
      return execute(request);
    };
    await expect(runtime.use(Promise.resolve(slow), { timeout: 5 })).rejects.toThrow(TimeoutError);
    expect(signal?.aborted).toBe(true);
    await until(() => slow.disposals === 1);
    slow.open();
    await sleep(2);
    // The one that was on its way, and not the second activation in use.
    expect(slow.late).toBe(1);
    expect(lists(runtime)).toBe(1);
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

  test.each([null, {}, { definition: null }, { definition: { name: "x" }, preset: {} }])(
    "is told %j for no activation",
    async (value) => {
      const runtime = createRuntime({ backends: [standIn("a")] });
      const swap = runtime.use(standIn("b"), { warmup: [relu, value as never] });
      await expect(swap).rejects.toThrow(ConfigError);
      await expect(swap).rejects.toThrow(/warmup/);
    },
  );
});
