import { describe, expect, test } from "vitest";
import { createRuntime, type Mismatch, type RuntimeEvents, tensor } from "../../src/index.js";
import { shadow, startCanary } from "../../src/resilience/index.js";
import { double, gated, sleep, standIn, until } from "./stand-ins.js";

describe("a shadow", () => {
  test("runs a part of the calls again and reports how far the answers are apart", async () => {
    const mismatches: Mismatch[] = [];
    const second = standIn("shadow", 2 * (1 + 2 ** -20));
    const runtime = createRuntime({
      backends: [standIn("a", 2)],
      policies: [
        shadow({ backend: second, rate: 0.25, compare: { ulp: 2 }, onMismatch: (m) => mismatches.push(m) }),
      ],
    });
    for (let i = 0; i < 8; i++) await runtime.forward(double, [1, 0, 3]);
    await until(() => runtime.stats().shadow?.compared === 2);
    expect(second.calls).toBe(2);
    expect(mismatches).toHaveLength(2);
    expect(mismatches[0]).toMatchObject({
      activation: "double",
      pass: "forward",
      backend: "a",
      against: "shadow",
      ulp: 12,
      at: { result: 0, element: 2, answered: 6 },
    });
    expect(runtime.stats().shadow).toEqual({ compared: 2, mismatches: 2, skipped: 0, worstUlp: 12 });
  });

  test("sees what the caller saw, though the memory has been used again since", async () => {
    const runtime = createRuntime({
      backends: [standIn("a", 2)],
      policies: [shadow({ backend: standIn("shadow", 2) })],
    });
    const x = Float32Array.of(1, 2);
    await runtime.forward(double, x, { out: x });
    x.fill(Number.NaN);
    await until(() => runtime.stats().shadow?.compared === 1);
    expect(runtime.stats().shadow).toMatchObject({ mismatches: 0, worstUlp: 0 });
  });

  test("tells NaN from numbers, and one zero from the other", async () => {
    const nan = createRuntime({
      backends: [standIn("a", 2)],
      policies: [shadow({ backend: standIn("s", Number.NaN) })],
    });
    await nan.forward(double, [1]);
    await until(() => nan.stats().shadow?.compared === 1);
    expect(nan.stats().shadow?.worstUlp).toBe(Number.POSITIVE_INFINITY);
    const zero = createRuntime({
      backends: [standIn("a", 2)],
      policies: [shadow({ backend: standIn("s", -2) })],
    });
    await zero.forward(double, [0], {});
    await until(() => zero.stats().shadow?.compared === 1);
    expect(zero.stats().shadow?.worstUlp).toBe(1);
  });

  test("costs its caller nothing when it cannot even say what it supports", async () => {
    const broken = standIn("broken", 2, {
      supports: () => {
        throw new RangeError("boom");
      },
    });
    const runtime = createRuntime({
      backends: [standIn("a", 2)],
      policies: [shadow({ backend: broken })],
    });
    void startCanary(runtime, { backend: broken, share: 1 });
    await until(() => runtime.stats().canary !== undefined);
    expect(await runtime.forward(double, [1])).toEqual(tensor([2]));
    expect(runtime.forwardSync(double, [1])).toEqual(tensor([2]));
    expect(runtime.stats()).toMatchObject({ shadow: { compared: 0, skipped: 2 }, canary: { answered: 0 } });
  });

  test("costs its caller nothing when it fails or hangs", async () => {
    const fails = standIn("fails", 2, { execute: () => Promise.reject(new Error("boom")) });
    const runtime = createRuntime({ backends: [standIn("a", 2)], policies: [shadow({ backend: fails })] });
    const told: Mismatch[] = [];
    runtime.on("mismatch", (mismatch) => told.push(mismatch));
    expect(await runtime.forward(double, [1])).toEqual(tensor([2]));
    await until(() => told.length === 1);
    expect(told[0]).toMatchObject({ against: "fails", error: new Error("boom") });

    const hangs = gated("hangs");
    const other = createRuntime({ backends: [standIn("a", 2)], policies: [shadow({ backend: hangs })] });
    for (let i = 0; i < 100; i++) expect(await other.forward(double, [1])).toEqual(tensor([2]));
    // What waits holds memory, so that no more than 16 do.
    expect(other.stats().shadow?.skipped).toBe(84);
    hangs.open();
  });
});

describe("a canary", () => {
  const watch = (runtime: ReturnType<typeof createRuntime>): string[] => {
    const states: string[] = [];
    runtime.on("canary", ({ state, share }: RuntimeEvents["canary"]) => states.push(`${state} ${share}`));
    return states;
  };

  test("takes over step by step and becomes the first of the list", async () => {
    const [a, rest, next] = [standIn("a", 2), standIn("rest", 2), standIn("next", 2)];
    const runtime = createRuntime({ backends: [a, rest] });
    const states = watch(runtime);
    const outcome = startCanary(runtime, {
      backend: next,
      share: [0.1, 0.5],
      promoteAfter: 10,
      dispose: true,
    });
    await until(() => runtime.stats().canary !== undefined);
    for (let i = 0; i < 120; i++) await runtime.forward(double, [1]);
    expect(await outcome).toEqual({ outcome: "promoted" });
    expect(states).toEqual(["started 0.1", "step 0.5", "promoted 1"]);
    // 100 calls at a tenth, then 20 at a half.
    expect(a.calls).toBe(90 + 10);
    expect(runtime.backends).toEqual([next, rest]);
    await until(() => a.disposals === 1);
    expect(a.late).toBe(0);
  });

  test("is rolled back at its first failure, which no caller sees", async () => {
    const bad = standIn("bad", 2, { execute: () => Promise.reject(new Error("boom")) });
    const a = standIn("a", 2);
    const runtime = createRuntime({ backends: [a] });
    const outcome = startCanary(runtime, { backend: bad, share: 0.5, dispose: true });
    await until(() => runtime.stats().canary !== undefined);
    const fallbacks: string[] = [];
    runtime.on("fallback", ({ backend }) => fallbacks.push(backend));
    for (let i = 0; i < 10; i++) expect(await runtime.forward(double, [1])).toEqual(tensor([2]));
    expect(await outcome).toEqual({ outcome: "rolledBack", reason: "it failed: Error: boom" });
    expect(fallbacks).toEqual(["bad"]);
    expect(runtime.backends).toEqual([a]);
    await until(() => bad.disposals === 1);
  });

  test("that hangs leaves the list time to answer, and never writes to the caller's memory late", async () => {
    const hangs = gated("hangs", 3);
    const runtime = createRuntime({ backends: [standIn("a", 2)], limits: { timeout: 100 } });
    const outcome = startCanary(runtime, { backend: hangs, share: 1 });
    await until(() => runtime.stats().canary !== undefined);
    const out = new Float32Array(1);
    expect(await runtime.forward(double, Float32Array.of(1), { out })).toBe(out);
    expect((await outcome).reason).toMatch(/TimeoutError/);
    hangs.open();
    await until(() => hangs.calls === 1 && hangs.inFlight === 0);
    expect([...out]).toEqual([2]);
  });

  test("writes nothing to memory whose owner has given up", async () => {
    const slow = gated("slow", 2);
    const runtime = createRuntime({ backends: [standIn("a", 2)] });
    void startCanary(runtime, { backend: slow, share: 1 });
    await until(() => runtime.stats().canary !== undefined);
    const out = new Float32Array(1);
    const controller = new AbortController();
    const call = runtime.forward(double, Float32Array.of(1), { out, signal: controller.signal });
    await until(() => runtime.stats().running === 1);
    controller.abort("enough");
    await expect(call).rejects.toBe("enough");
    slow.open();
    await until(() => runtime.stats().running === 0);
    await sleep(1);
    expect([...out]).toEqual([0]);
    expect(runtime.stats().canary).toMatchObject({ answered: 0, failures: 0 });
  });

  test("that is further down the list already moves to its head", async () => {
    const [a, b, c] = [standIn("a"), standIn("b"), standIn("c")];
    const runtime = createRuntime({ backends: [a, b, c] });
    const outcome = startCanary(runtime, { backend: b, share: 1, promoteAfter: 2 });
    await until(() => runtime.stats().canary !== undefined);
    for (let i = 0; i < 2; i++) await runtime.forward(double, [1]);
    expect(await outcome).toEqual({ outcome: "promoted" });
    expect(runtime.backends).toEqual([b, c]);
  });

  test("is rolled back for wrong numbers and for being slow, where that is looked at", async () => {
    const runtime = createRuntime({ backends: [standIn("a", 2)] });
    const wrong = startCanary(runtime, {
      backend: standIn("wrong", 2.5),
      share: 0.5,
      rollbackOn: { ulp: 4 },
    });
    await until(() => runtime.stats().canary !== undefined);
    for (let i = 0; i < 4; i++) await runtime.forward(double, [1]);
    expect((await wrong).reason).toMatch(/double was \d+ ulp from a, 4 are allowed/);

    const slow = standIn("slow", 2);
    const { execute } = slow;
    slow.execute = async (request) => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      return execute(request);
    };
    const late = startCanary(runtime, {
      backend: slow,
      share: 0.5,
      promoteAfter: 5,
      rollbackOn: { slowdown: 3 },
    });
    await until(() => runtime.stats().canary !== undefined);
    for (let i = 0; i < 10; i++) await runtime.forward(double, [1]);
    expect((await late).reason).toMatch(/its median call took/);
  });

  test("that fails its probe does not begin; a swap ends one that has begun", async () => {
    const a = standIn("a", 2);
    const runtime = createRuntime({ backends: [a] });
    await runtime.forward(double, [1]);
    await expect(startCanary(runtime, { backend: standIn("wrong", 3), share: 1 })).rejects.toThrow(
      /reference/,
    );
    const outcome = startCanary(runtime, { backend: standIn("next", 2), share: 0.5 });
    await until(() => runtime.stats().canary !== undefined);
    const b = standIn("b", 2);
    await runtime.use(b);
    expect(await outcome).toEqual({ outcome: "rolledBack", reason: "a swap replaced the list" });
    expect(runtime.backends).toEqual([b]);
  });

  test("answers synchronous calls too", async () => {
    const next = standIn("next", 2);
    const runtime = createRuntime({ backends: [standIn("a", 2)] });
    void startCanary(runtime, { backend: next, share: 1, promoteAfter: 3 });
    await until(() => runtime.stats().canary !== undefined);
    for (let i = 0; i < 3; i++) expect(runtime.forwardSync(double, [1])).toEqual(tensor([2]));
    expect(runtime.backends).toEqual([next]);
  });
});
