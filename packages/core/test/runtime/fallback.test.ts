import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  BackendAnswerError,
  CircuitOpenError,
  createRuntime,
  type KernelRequest,
  type RuntimeEvents,
  type Support,
  SyncError,
  type Tensor,
  tensor,
  UnsupportedError,
} from "../../src/index.js";
import { circuitBreaker } from "../../src/resilience/index.js";
import { type Deferred, deferred, double, multiplied, obedient, type StandIn, standIn } from "./stand-ins.js";

const refuses = (): Support => ({ status: "unsupported", reason: "not today" });
const breaks = (): Promise<never> => Promise.reject(new RangeError("boom"));
const breaksAtOnce = (): never => {
  throw new RangeError("boom");
};

describe("fallback", () => {
  test("moves on after a fault only where that is asked for, and tells of it", async () => {
    const broken = standIn("broken", 2, { execute: breaks, executeSync: breaksAtOnce });
    const backends = [broken, standIn("b", 3)];
    await expect(createRuntime({ backends }).forward(double, [1])).rejects.toThrow("boom");
    const runtime = createRuntime({ backends, fallback: { on: "fault" } });
    const told: unknown[] = [];
    runtime.on("fallback", (event) => told.push(event));
    expect(await runtime.forward(double, [1])).toEqual(tensor([3]));
    expect(runtime.forwardSync(double, [1])).toEqual(tensor([3]));
    const event = { activation: "double", pass: "forward", backend: "broken", reason: "RangeError: boom" };
    expect(told).toEqual([
      { ...event, error: new RangeError("boom") },
      { ...event, error: new RangeError("boom") },
    ]);
  });

  test("goes by the class of the error, or by a function", async () => {
    const backends = [standIn("broken", 2, { execute: breaks }), standIn("b", 3)];
    const call = (on: NonNullable<Parameters<typeof createRuntime>[0]["fallback"]>["on"]): Promise<unknown> =>
      createRuntime({ backends, fallback: on === undefined ? {} : { on } }).forward(double, [1]);
    expect(await call([RangeError])).toEqual(tensor([3]));
    await expect(call([TypeError, BackendAnswerError])).rejects.toThrow("boom");
    expect(await call((error, { name }) => error instanceof RangeError && name === "broken")).toEqual(
      tensor([3]),
    );
    const wrong = [standIn("wrong", 2, { execute: async () => [] }), standIn("b", 3)];
    const runtime = createRuntime({ backends: wrong, fallback: { on: [BackendAnswerError] } });
    expect(await runtime.forward(double, [1])).toEqual(tensor([3]));
  });

  test("throws the fault itself when nobody is left to ask", async () => {
    const backends = [standIn("broken", 2, { execute: breaks }), standIn("b", 3, { supports: refuses })];
    await expect(createRuntime({ backends, fallback: { on: "fault" } }).forward(double, [1])).rejects.toThrow(
      "boom",
    );
  });

  test("never moves on because a backend cannot answer at once", () => {
    const { executeSync: _, ...later } = standIn("later");
    const runtime = createRuntime({ backends: [later, standIn("b")], fallback: { on: "fault" } });
    expect(() => runtime.forwardSync(double, [1])).toThrow(SyncError);
    expect(() => runtime.forwardSync(double, [1])).toThrow(
      "Write await double(x) instead of double.sync(x), or put a backend that can run synchronously before it",
    );
    expect(() => runtime.backwardSync(double, [1], [1])).toThrow(
      "Write await double.backward(x, dy) instead of double.backward.sync(x, dy)",
    );
  });
});

/** A backend whose calls are settled by hand, in any order. */
function byHand(name: string): StandIn & { readonly pending: Deferred<void>[] } {
  const pending: Deferred<void>[] = [];
  const execute = async (request: KernelRequest): Promise<Tensor[]> => {
    const call = deferred();
    pending.push(call);
    await call.promise;
    return multiplied(request, 2);
  };
  return Object.assign(standIn(name, 2, { execute }), { pending });
}

describe("a circuit breaker", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("opens after failures in a row, lets one call try after the cooldown, and closes when it succeeds", async () => {
    let broken = true;
    const a = standIn("a", 2);
    const { execute } = a;
    a.execute = (request) => (broken ? breaks() : execute(request));
    const runtime = createRuntime({
      backends: [a, standIn("b", 3)],
      fallback: { on: "fault" },
      policies: [circuitBreaker({ failures: 2, cooldown: 100 })],
    });
    const states: string[] = [];
    runtime.on("circuit", ({ backend, state }) => states.push(`${backend} ${state}`));
    const reasons: string[] = [];
    runtime.on("fallback", ({ reason }: RuntimeEvents["fallback"]) => reasons.push(reason));
    for (let i = 0; i < 3; i++) expect(await runtime.forward(double, [1])).toEqual(tensor([3]));
    expect(states).toEqual(["a open"]);
    expect(reasons[2]).toMatch(/circuit is open after 2 failures in a row, for another 100 ms/);
    expect(runtime.health()).toMatchObject({ ready: true, status: "degraded" });

    vi.advanceTimersByTime(100);
    expect(await runtime.forward(double, [1])).toEqual(tensor([3]));
    expect(states).toEqual(["a open", "a half-open", "a open"]);
    broken = false;
    vi.advanceTimersByTime(100);
    expect(await runtime.forward(double, [1])).toEqual(tensor([2]));
    expect(states).toEqual(["a open", "a half-open", "a open", "a half-open", "a closed"]);
    expect(runtime.health().status).toBe("ok");
  });

  test("lets a single call through while half-open", async () => {
    const a = standIn("a", 2, { execute: breaks });
    const runtime = createRuntime({
      backends: [a],
      policies: [circuitBreaker({ failures: 1, cooldown: 100 })],
    });
    await expect(runtime.forward(double, [1])).rejects.toThrow("boom");
    vi.advanceTimersByTime(100);
    let release = (): void => {};
    a.execute = () =>
      new Promise((resolve) => {
        release = () => resolve([tensor([2])]);
      });
    const trial = runtime.forward(double, [1]);
    await expect(runtime.forward(double, [1])).rejects.toThrow(/half-open, and a trial call is running/);
    release();
    expect(await trial).toEqual(tensor([2]));
  });

  test("while half-open is decided by the call that tries, not by those that are still on their way", async () => {
    const a = byHand("a");
    const runtime = createRuntime({
      backends: [a],
      policies: [circuitBreaker({ failures: 2, cooldown: 100 })],
    });
    const states: string[] = [];
    runtime.on("circuit", ({ state }) => states.push(state));
    const controller = new AbortController();
    const call = (options = {}): Promise<unknown> => runtime.forward(double, [1], options);
    const stragglers = [call({ signal: controller.signal }), call(), call(), call(), call()];
    for (const index of [1, 2]) a.pending[index]?.reject(new RangeError("boom"));
    await expect(Promise.all(stragglers.slice(1, 3))).rejects.toThrow("boom");
    vi.advanceTimersByTime(100);
    const trial = call();
    controller.abort("enough");
    await expect(stragglers[0]).rejects.toBe("enough");
    a.pending[3]?.reject(new RangeError("late"));
    await expect(stragglers[3]).rejects.toThrow("late");
    a.pending[4]?.resolve();
    await stragglers[4];
    await expect(call()).rejects.toThrow(/half-open, and a trial call is running/);
    expect(states).toEqual(["open", "half-open"]);
    a.pending[5]?.resolve();
    expect(await trial).toEqual(tensor([2]));
    expect(states).toEqual(["open", "half-open", "closed"]);
  });

  test("lets another call try where the first was called off", async () => {
    const a = standIn("a", 2, { execute: breaks });
    const runtime = createRuntime({
      backends: [a],
      policies: [circuitBreaker({ failures: 1, cooldown: 100 })],
    });
    await expect(runtime.forward(double, [1])).rejects.toThrow("boom");
    vi.advanceTimersByTime(100);
    const { execute } = obedient("a");
    a.execute = execute;
    const controller = new AbortController();
    const trial = runtime.forward(double, [1], { signal: controller.signal });
    controller.abort("enough");
    await expect(trial).rejects.toBe("enough");
    a.execute = async (request) => multiplied(request, 2);
    expect(await runtime.forward(double, [1])).toEqual(tensor([2]));
    expect(runtime.health().status).toBe("ok");
  });

  test("is told nothing by aborts, and moves no call on for them, where the backend ends with its signal", async () => {
    const [a, b] = [obedient("a"), standIn("b", 3)];
    const runtime = createRuntime({
      backends: [a, b],
      fallback: { on: "fault" },
      policies: [circuitBreaker({ failures: 3 })],
    });
    const told: unknown[] = [];
    runtime.on("fallback", (event) => told.push(event));
    runtime.on("circuit", (event) => told.push(event));
    for (let i = 0; i < 3; i++) {
      const controller = new AbortController();
      const call = runtime.forward(double, [1], { signal: controller.signal });
      controller.abort("enough");
      await expect(call).rejects.toBe("enough");
    }
    expect([a.calls, b.calls, told]).toEqual([3, 0, []]);
  });

  test("counts a time-out once, against the backend that had the call, where it ends with its signal", async () => {
    const [a, b] = [obedient("a"), obedient("b")];
    const runtime = createRuntime({
      backends: [a, b],
      fallback: { on: "fault" },
      policies: [circuitBreaker({ failures: 2 })],
      limits: { timeout: 10 },
    });
    const circuits = (): string[] => runtime.health().backends.map(({ circuit }) => circuit);
    const timeOut = async (): Promise<void> => {
      const call = runtime.forward(double, [1]);
      vi.advanceTimersByTime(10);
      await expect(call).rejects.toThrow(/longer than 10 ms/);
    };
    await timeOut();
    expect(circuits()).toEqual(["closed", "closed"]);
    await timeOut();
    expect(circuits()).toEqual(["open", "closed"]);
    expect([a.calls, b.calls]).toEqual([2, 0]);
  });

  test("fails fast with a typed error where nobody else can answer, and recovers by itself", async () => {
    const a = standIn("a", 2, { execute: breaks });
    const runtime = createRuntime({
      backends: [a],
      policies: [circuitBreaker({ failures: 1, cooldown: 100 })],
    });
    await expect(runtime.forward(double, [1])).rejects.toThrow("boom");
    await expect(runtime.forward(double, [1])).rejects.toThrow(CircuitOpenError);
    expect(runtime.health()).toMatchObject({ ready: false, status: "down" });
    vi.advanceTimersByTime(100);
    // Otherwise a readiness probe would keep away the very call that could close it.
    expect(runtime.health()).toMatchObject({ ready: true, status: "degraded" });
  });

  test("counts a time-out as a failure, and what is unsupported as none", async () => {
    const a = standIn("a", 2, { execute: () => new Promise(() => {}) });
    const runtime = createRuntime({ backends: [a], policies: [circuitBreaker({ failures: 1 })] });
    const call = runtime.forward(double, [1], { timeout: 10 });
    vi.advanceTimersByTime(10);
    await expect(call).rejects.toThrow(/longer than 10 ms/);
    await expect(runtime.forward(double, [1])).rejects.toThrow(CircuitOpenError);

    const late = standIn("b", 2, { execute: () => Promise.reject(new UnsupportedError("double", [])) });
    const other = createRuntime({ backends: [late], policies: [circuitBreaker({ failures: 1 })] });
    await expect(other.forward(double, [1])).rejects.toThrow(UnsupportedError);
    await expect(other.forward(double, [1])).rejects.toThrow(UnsupportedError);
  });
});
