import { describe, expect, test } from "vitest";
import {
  type AsyncStorage,
  createRuntime,
  defaultRuntime,
  ScopeError,
  tensor,
  use,
} from "../../src/index.js";
import { concurrencyLimiter, shadow } from "../../src/resilience/index.js";
import { deferred, double, gated, sleep, standIn, until } from "./stand-ins.js";

describe("runtime.with", () => {
  test("scopes calls to other backends, across awaits, whoever else calls meanwhile", async () => {
    const runtime = createRuntime({ backends: [standIn("a", 2)] });
    const gate = deferred();
    const scoped = runtime.with(standIn("b", 3), async () => {
      const before = await runtime.forward(double, [1]);
      await gate.promise;
      return [before, await runtime.forward(double, [1]), runtime.forwardSync(double, [1])];
    });
    expect(await runtime.forward(double, [1])).toEqual(tensor([2]));
    gate.resolve();
    expect(await scoped).toEqual([tensor([3]), tensor([3]), tensor([3])]);
    expect(runtime.forwardSync(double, [1])).toEqual(tensor([2]));
  });

  test("works with the process's runtime, synchronously too, and returns what the function returns", async () => {
    await use(standIn("a", 2), { probe: false });
    expect(defaultRuntime().with(standIn("b", 3), () => double.sync([1]))).toEqual(tensor([3]));
    expect(double.sync([1])).toEqual(tensor([2]));
    expect(() =>
      defaultRuntime().with(standIn("b", 3), () => {
        throw new Error("mine");
      }),
    ).toThrow("mine");
  });

  test("nests, and a swap within it changes only the scope", async () => {
    const runtime = createRuntime({ backends: [standIn("a", 2)] });
    await runtime.with(standIn("b", 3), async () => {
      await runtime.with(standIn("c", 4), async () => {
        expect(await runtime.forward(double, [1])).toEqual(tensor([4]));
      });
      await runtime.use(standIn("d", 5), { probe: false });
      expect(await runtime.forward(double, [1])).toEqual(tensor([5]));
    });
    expect(await runtime.forward(double, [1])).toEqual(tensor([2]));
    expect(runtime.backends.map(({ name }) => name)).toEqual(["a"]);
  });

  test("calls that outlive it go to the runtime's own list", async () => {
    const runtime = createRuntime({ backends: [standIn("a", 2)] });
    const gate = deferred();
    let straggler: Promise<unknown> = Promise.resolve();
    runtime.with(standIn("b", 3), () => {
      straggler = gate.promise.then(() => runtime.forward(double, [1]));
    });
    gate.resolve();
    expect(await straggler).toEqual(tensor([2]));
  });

  test("answers the calls that it has taken, though they still wait for a place when it ends", async () => {
    const runtime = createRuntime({
      backends: [standIn("a", 2)],
      policies: [concurrencyLimiter({ concurrency: 1, queue: 1 })],
    });
    const b = gated("b", 3);
    let calls: Promise<unknown>[] = [];
    runtime.with(b, () => {
      calls = [runtime.forward(double, [1]), runtime.forward(double, [2])];
    });
    b.open();
    expect(await Promise.all(calls)).toEqual([tensor([3]), tensor([6])]);
  });

  test("keeps a backend that is to be disposed of until the scope has ended", async () => {
    const a = standIn("a", 2);
    const runtime = createRuntime({ backends: [a] });
    const gate = deferred();
    const scoped = runtime.with(a, async () => {
      await gate.promise;
      return runtime.forward(double, [1]);
    });
    await runtime.use(standIn("b", 3), { dispose: true, probe: false });
    await sleep(2);
    expect(a.disposals).toBe(0);
    gate.resolve();
    expect(await scoped).toEqual(tensor([2]));
    await sleep(2);
    expect(a.disposals).toBe(1);
  });

  test("that is disposed of leaves the shadow to the runtime that it is of", async () => {
    const [a, b, second] = [standIn("a"), standIn("b"), standIn("shadow")];
    const runtime = createRuntime({ backends: [a], policies: [shadow({ backend: second })] });
    await runtime.with(b, async (scoped) => {
      await scoped.forward(double, [1]);
      await scoped.dispose();
    });
    expect([a.disposals, b.disposals, second.disposals]).toEqual([0, 1, 0]);
    for (let i = 0; i < 2; i++) expect(await runtime.forward(double, [1])).toEqual(tensor([2]));
    await until(() => runtime.stats().shadow?.compared === 3);
  });

  test("goes on where the runtime is disposed of meanwhile, without the shadow", async () => {
    const second = standIn("shadow");
    const runtime = createRuntime({ backends: [standIn("a")], policies: [shadow({ backend: second })] });
    await runtime.with(standIn("b", 3), async (scoped) => {
      await runtime.dispose();
      expect(await scoped.forward(double, [1])).toEqual(tensor([3]));
    });
    expect([second.disposals, second.late]).toEqual([1, 0]);
  });

  test("passes the scoped runtime, which works in every engine", async () => {
    const nowhere = undefined as unknown as AsyncStorage;
    const process = globalThis.process as { getBuiltinModule?: unknown };
    const own = process.getBuiltinModule;
    process.getBuiltinModule = undefined;
    try {
      const runtime = createRuntime({ backends: [standIn("a", 2)], asyncStorage: nowhere });
      expect(() => runtime.with(standIn("b", 3), () => 1)).toThrow(ScopeError);
      expect(runtime.with(standIn("b", 3), (scoped) => scoped.forwardSync(double, [1]))).toEqual(tensor([3]));
    } finally {
      process.getBuiltinModule = own;
    }
  });

  test("does not answer on backends that hang elsewhere", async () => {
    const runtime = createRuntime({ backends: [gated("hangs")] });
    const stuck = runtime.forward(double, [1]);
    expect(await runtime.with(standIn("b", 3), () => runtime.forward(double, [1]))).toEqual(tensor([3]));
    expect(await Promise.race([stuck, "still waits"])).toBe("still waits");
  });
});
