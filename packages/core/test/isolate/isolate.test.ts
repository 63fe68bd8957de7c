import { afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  BackendDisposedError,
  BackendStartError,
  ConfigError,
  createRuntime,
  defineActivation,
  gelu,
  leakyRelu,
  mul,
  prelu,
  relu,
  SyncError,
  softmax,
  TimeoutError,
  tanh,
  tensor,
  WorkerLostError,
} from "../../src/index.js";
import {
  type IsolatedBackend,
  type IsolateOptions,
  isolate,
  type WorkerType,
} from "../../src/isolate/index.js";
import { ReferenceStandIn } from "../runtime/reference-stand-in.js";
import { standIn, until } from "../runtime/stand-ins.js";
import { commands } from "./commands.js";
import { buildWorker, type WorkerBundle } from "./worker-bundle.js";

let bundle: WorkerBundle;
const started: IsolatedBackend[] = [];

beforeAll(async () => {
  bundle = await buildWorker();
});

afterEach(async () => {
  for (const backend of started.splice(0)) await backend.dispose().catch(() => {});
});

const workerTypes = ["thread", "process"] as const;

function isolatedIn(workerType: WorkerType) {
  const start = async (options: Partial<IsolateOptions> = {}): Promise<IsolatedBackend> => {
    const { script } = bundle;
    const backend = await isolate(bundle.backend, { factory: "faulty", script, workerType, ...options });
    started.push(backend);
    return backend;
  };
  const runtimeOn = async (options: Partial<IsolateOptions> = {}) => {
    const backend = await start(options);
    const runtime = createRuntime({ backends: [backend] });
    const call = (value: number): Promise<unknown> => runtime.forward(relu, [value]);
    return { backend, runtime, call };
  };
  return { start, runtimeOn };
}

describe.each(workerTypes)("an isolated backend in a %s", (workerType) => {
  const { start, runtimeOn } = isolatedIn(workerType);

  test("answers as it would have in this thread: options, gradients, dtypes, activations of one's own", async () => {
    const own = defineActivation({ name: "own", expression: ({ x }) => mul(x, tanh(x)) });
    const here = createRuntime({ backends: [new ReferenceStandIn()] });
    const there = createRuntime({ backends: [await start()] });
    const x = tensor([
      [0.5, -1, Number.NaN],
      [3, -0, Number.NEGATIVE_INFINITY],
    ]);
    const wide = tensor([[1, 2, 3, 4]], { dtype: "float64" });
    for (const runtime of [here, there]) expect(runtime.which(own, x).status).toBe("lowered");
    const both = async (call: (runtime: typeof here) => Promise<unknown>): Promise<void> => {
      expect(await call(there)).toEqual(await call(here));
    };
    await both((runtime) => runtime.forward(gelu, x, { approximate: "tanh", precision: "strict" }));
    await both((runtime) => runtime.forward(softmax, wide, { axis: 1 }));
    await both((runtime) => runtime.forward(own, x));
    const renamed = { definition: { ...gelu.definition, name: "renamed" }, preset: {} };
    await both((runtime) => runtime.forward(renamed, x, { approximate: "tanh" }));
    await both((runtime) => runtime.backward(own, wide, wide));
    await both((runtime) => runtime.backward(prelu, x, x, { weight: 0.1 }));
    await both((runtime) => runtime.backward(leakyRelu, x, x, { negativeSlope: 0.3 }));
    await both((runtime) =>
      runtime.forward(relu, tensor(Uint16Array.of(0x3c00, 0xbc00), { dtype: "float16" })),
    );
  });

  test("takes an activation that holds more than data, and tells of one that cannot be sent, each time", async () => {
    const { runtime } = await runtimeOn();
    const accepts = { description: "a number above 0", test: (value: number) => value > 0 };
    const slope = { type: "number", default: 3, tex: "k", description: "k", accepts } as const;
    const own = defineActivation<{ slope?: number }>({
      name: "own",
      domain: { kind: "pointwise" },
      options: { slope },
      expression: ({ x, slope }) => mul(slope, x),
    });
    const domain = { kind: "pointwise", format: () => "3" } as const;
    const stuck = defineActivation({
      name: "stuck",
      domain,
      options: {},
      expression: ({ x }) => mul(3, x),
    });
    expect(await runtime.forward(own, [1])).toEqual(tensor([3]));
    for (let i = 0; i < 2; i++)
      await expect(runtime.forward(stuck, [1])).rejects.toThrow(/could not be cloned/);
    expect(await runtime.forward(own, [2])).toEqual(tensor([6]));
  });

  test("tells what it is, and cannot answer at once", async () => {
    const { backend, runtime } = await runtimeOn();
    expect([backend.name, backend.info.version]).toEqual(["faulty", "7"]);
    expect(runtime.which(relu, [1]).status).toBe("native");
    expect(() => runtime.forwardSync(relu, [1])).toThrow(SyncError);
  });

  test("fills out, and leaves the inputs to their owner", async () => {
    const { runtime } = await runtimeOn();
    const x = Float32Array.of(-1, 2);
    const out = new Float32Array(2);
    expect(await runtime.forward(relu, x, { out })).toBe(out);
    expect([...out, ...x]).toEqual([0, 2, -1, 2]);
    expect(await runtime.forward(relu, x, { out: x })).toBe(x);
    expect([...x]).toEqual([0, 2]);
  });

  test("passes errors on as they were, and what is unsupported as that", async () => {
    const { call, backend } = await runtimeOn({ options: { refuses: "gelu" } });
    const error = await call(commands.reject).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "RangeError", message: "boom" });
    const runtime = createRuntime({ backends: [backend, standIn("next")] });
    expect(runtime.which(gelu, [1]).backend).toBe("faulty");
    expect(await runtime.forward(gelu, [1])).toEqual(tensor([2]));
    // Now it is known without asking.
    expect(runtime.which(gelu, [1])).toMatchObject({
      backend: "next",
      passedOver: [{ backend: "faulty", reason: "not this one" }],
    });
    expect(backend.restarts).toBe(0);
  });
});

describe.each(workerTypes)("a %s that dies", (workerType) => {
  const { runtimeOn } = isolatedIn(workerType);

  test("takes only the call that killed it; those in flight are run again, and the next call is fine", async () => {
    const reasons: string[] = [];
    const { call, backend } = await runtimeOn({ onRestart: (reason) => reasons.push(reason) });
    const calls = [call(commands.slow), call(commands.slow), call(commands.exit), call(5), call(6)];
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
    expect((outcomes[2] as PromiseRejectedResult).reason).toBeInstanceOf(WorkerLostError);
    expect(await call(7)).toEqual(tensor([7]));
    // Once with all, once alone.
    expect(backend.restarts).toBe(2);
    expect(reasons).toEqual(["It exited with code 3.", "It exited with code 3."]);
  });

  test("fails everything in flight where retries are off, and nothing else", async () => {
    const { call, backend } = await runtimeOn({ retries: 0 });
    const outcomes = await Promise.allSettled([call(commands.never), call(commands.crashLater)]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: "rejected", reason: expect.any(WorkerLostError) });
    }
    expect(String((outcomes[1] as PromiseRejectedResult).reason)).toMatch(/out of nowhere/);
    expect(await call(7)).toEqual(tensor([7]));
    expect(backend.restarts).toBe(1);
  });

  test("is noticed when it hangs, even where nothing can be told to it any more", async () => {
    const { call, backend } = await runtimeOn({ timeout: 500 });
    const outcomes = await Promise.allSettled([call(5), call(commands.hang), call(6)]);
    expect(outcomes[1]).toMatchObject({ status: "rejected", reason: expect.any(TimeoutError) });
    expect([outcomes[0], outcomes[2]]).toMatchObject([{ value: tensor([5]) }, { value: tensor([6]) }]);
    await expect(call(commands.never)).rejects.toThrow(/longer than 500 ms/);
    expect(await call(7)).toEqual(tensor([7]));
    expect(backend.restarts).toBe(2);
  });

  test("can be restarted by hand, and loses nothing", async () => {
    const { call, backend } = await runtimeOn();
    const calls = [call(commands.slow), call(5)];
    await backend.restart();
    expect(await Promise.all(calls)).toEqual([tensor([commands.slow]), tensor([5])]);
    expect(backend.restarts).toBe(1);
  });

  test("writes nothing late to memory whose owner has given up", async () => {
    const { runtime } = await runtimeOn();
    const out = new Float32Array(1);
    const call = runtime.forward(relu, Float32Array.of(commands.slow), { out, timeout: 10 });
    await expect(call).rejects.toThrow(TimeoutError);
    expect(await runtime.forward(relu, [commands.slow])).toEqual(tensor([commands.slow]));
    expect([...out]).toEqual([0]);
  });
});

describe.each(workerTypes)("starting a %s", (workerType) => {
  const { start } = isolatedIn(workerType);

  test("fails with a typed error that holds the reason", async () => {
    const failing = start({ options: { startsIn: -1 } });
    await expect(failing).rejects.toThrow(BackendStartError);
    await expect(failing).rejects.toThrow(/no such device/);
    await expect(start({ factory: "nothing" })).rejects.toThrow(/no function "nothing"; it exports .*faulty/);
    await expect(start({ factory: "notAFunction" })).rejects.toThrow(BackendStartError);
    await expect(start({ factory: "notABackend" })).rejects.toThrow(/contract/);
    const { script } = bundle;
    const missing = isolate("no-such-package", { factory: "x", script, workerType });
    await expect(missing).rejects.toThrow(/no-such-package/);
    await expect(start({ options: () => {} })).rejects.toThrow(BackendStartError);
  });

  test("is given up when it takes too long", async () => {
    await expect(start({ options: { startsIn: 10_000 }, startTimeout: 200 })).rejects.toThrow(/200 ms/);
  });

  test("refuses options that do not fit, by name", async () => {
    await expect(isolate(bundle.backend, {} as never)).rejects.toThrow(/isolate: factory is required/);
    await expect(start({ workerType: "fork" as never })).rejects.toThrow(/workerType is "fork"/);
    await expect(start({ retries: -1 })).rejects.toThrow(/retries is -1/);
    await expect(start(JSON.parse('{"__proto__": 1}'))).rejects.toThrow(/there is no option "__proto__"/);
    await expect(isolate(1 as never, { factory: "x" })).rejects.toThrow(ConfigError);
  });
});

describe.each(workerTypes)("dispose of a %s", (workerType) => {
  const { start, runtimeOn } = isolatedIn(workerType);

  test("waits for calls in flight, may be called twice, and takes no more calls", async () => {
    const { call, backend } = await runtimeOn();
    const slow = call(commands.slow);
    const ends = [backend.dispose(), backend.dispose()];
    await expect(call(1)).rejects.toThrow(BackendDisposedError);
    expect(await slow).toEqual(tensor([commands.slow]));
    await Promise.all(ends);
  });

  test("passes on what the backend's own dispose throws", async () => {
    const backend = await start({ options: { disposeThrows: true } });
    await expect(backend.dispose()).rejects.toThrow("stuck");
  });

  test("does not wait for ever for a worker that hangs", async () => {
    const { call, backend } = await runtimeOn({ timeout: 500 });
    const hanging = call(commands.hang).catch((error: unknown) => error);
    await backend.dispose();
    expect(await hanging).toBeInstanceOf(TimeoutError);
  });

  test("is what a swap does to it", async () => {
    const { backend, runtime, call } = await runtimeOn();
    const slow = call(commands.slow);
    await runtime.use(standIn("next"), { dispose: true, probe: false });
    expect(await slow).toEqual(tensor([commands.slow]));
    await until(() => runtime.health().inFlight === 0);
    await backend.dispose();
    await expect(backend.execute({} as never)).rejects.toThrow(BackendDisposedError);
  });
});
