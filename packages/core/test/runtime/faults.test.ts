import { describe, expect, test } from "vitest";
import {
  type Backend,
  BackendAnswerError,
  type BackendInfo,
  createRuntime,
  type KernelRequest,
  type Runtime,
  type Tensor,
  TimeoutError,
  tensor,
} from "../../src/index.js";
import { shadow } from "../../src/resilience/index.js";
import { collect } from "./collect.js";
import { deferred, double, multiplied, sleep, standIn } from "./stand-ins.js";

/** What happens to the first call; every later one is answered as it should be. */
const faults: Record<
  string,
  { first: (request: KernelRequest) => unknown; seen: RegExp | (new (...a: never[]) => Error) }
> = {
  "throws at once": {
    first: () => {
      throw new RangeError("boom");
    },
    seen: /boom/,
  },
  rejects: { first: () => Promise.reject(new RangeError("boom")), seen: /boom/ },
  "rejects with nothing": { first: () => Promise.reject(undefined), seen: /undefined/ },
  hangs: { first: () => new Promise(() => {}), seen: TimeoutError },
  "answers late": { first: (request) => sleep(30).then(() => multiplied(request, 2)), seen: TimeoutError },
  "answers with the wrong shape": { first: async () => [tensor([1, 2, 3])], seen: BackendAnswerError },
  "answers with the wrong dtype": {
    first: async () => [tensor([2], { dtype: "float64" })],
    seen: BackendAnswerError,
  },
  "answers with too many": { first: async () => [tensor([2]), tensor([2])], seen: BackendAnswerError },
  "answers with nothing": { first: async () => undefined, seen: BackendAnswerError },
  "answers with another array than out": { first: async () => [tensor([2])], seen: BackendAnswerError },
};

function faulty(first: (request: KernelRequest) => unknown): Backend {
  let calls = 0;
  const inner = standIn("faulty");
  const { execute } = inner;
  inner.execute = (request) => (calls++ === 0 ? (first(request) as Promise<Tensor[]>) : execute(request));
  return inner;
}

async function outcome(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    return error ?? new Error("undefined");
  }
}

describe.each(Object.entries(faults))("a backend that %s", (_, { first, seen }) => {
  const call = (runtime: Runtime): Promise<unknown> =>
    runtime.forward(double, Float32Array.of(1), { out: new Float32Array(1), timeout: 10 });

  test("costs that one call, with a typed error or its own, and the next call is fine", async () => {
    const runtime = createRuntime({ backends: [faulty(first)] });
    const error = await outcome(call(runtime));
    if (seen instanceof RegExp) expect(String(error)).toMatch(seen);
    else expect(error).toBeInstanceOf(seen);
    expect(await call(runtime)).toEqual(Float32Array.of(2));
    await sleep(40);
    expect(await call(runtime)).toEqual(Float32Array.of(2));
    expect(runtime.health()).toMatchObject({ status: "ok", waiting: 0 });
  });

  test("can be replaced, and its fault does not follow", async () => {
    const runtime = createRuntime({ backends: [faulty(first)] });
    const failing = outcome(call(runtime));
    await runtime.use(standIn("next"), { dispose: true });
    expect(await call(runtime)).toEqual(Float32Array.of(2));
    expect(await failing).toBeInstanceOf(Error);
  });
});

test("a backend that settles twice answers once", async () => {
  const twice = standIn("twice", 2, {
    execute: (request) => {
      const thenable = {
        // biome-ignore lint/suspicious/noThenProperty: a backend that breaks the rules of promises is the point
        then(resolve: (answer: Tensor[]) => void) {
          resolve(multiplied(request, 2));
          resolve(multiplied(request, 3));
        },
      };
      return thenable as unknown as Promise<Tensor[]>;
    },
  });
  const runtime = createRuntime({ backends: [twice] });
  let ends = 0;
  runtime.on("end", () => {
    ends++;
  });
  expect(await runtime.forward(double, [1])).toEqual(tensor([2]));
  await sleep(2);
  expect(ends).toBe(1);
  expect(runtime.health().inFlight).toBe(0);
});

test("a backend that answers NaN does not get into use, and a shadow tells of one that is", async () => {
  const runtime = createRuntime({
    backends: [standIn("a")],
    policies: [shadow({ backend: standIn("nan", Number.NaN) })],
  });
  const mismatch = deferred<number>();
  runtime.on("mismatch", ({ ulp }) => mismatch.resolve(ulp));
  await runtime.forward(double, [1]);
  expect(await mismatch.promise).toBe(Number.POSITIVE_INFINITY);
  await expect(runtime.use(standIn("nan", Number.NaN))).rejects.toThrow(/returned NaN/);
  expect(await runtime.forward(double, [1])).toEqual(tensor([2]));
});

test("a backend whose supports throws fails the call that asked, or moves it on where faults do", async () => {
  const broken = standIn("broken", 2, {
    supports: () => {
      throw new RangeError("boom");
    },
  });
  const backends = [broken, standIn("b", 3)];
  await expect(createRuntime({ backends }).forward(double, [1])).rejects.toThrow("boom");
  expect(await createRuntime({ backends, fallback: { on: "fault" } }).forward(double, [1])).toEqual(
    tensor([3]),
  );
});

test("a backend that keeps memory is let go: nothing of it is held once it has left", async () => {
  const runtime = createRuntime({ backends: [standIn("a")] });
  const registry: WeakRef<Backend>[] = [];
  const info: BackendInfo = { version: "1", runtime: "test", device: "cpu", threads: 1, native: [] };
  const leaky = (): Backend => {
    const hoard = new Float64Array(1 << 20);
    const backend = standIn("leaky", 2, { info: { ...info, hoard } as BackendInfo });
    registry.push(new WeakRef(backend));
    return backend;
  };
  for (let i = 0; i < 20; i++) {
    await runtime.use(leaky(), { dispose: true, drain: true });
    await runtime.forward(double, [1]);
  }
  await runtime.use(standIn("last"), { dispose: true, drain: true });
  await collect();
  expect(registry.filter((kept) => kept.deref() !== undefined).length).toBeLessThanOrEqual(1);
});
