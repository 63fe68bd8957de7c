import { describe, expect, test } from "vitest";
import { defineActivation } from "../activation/define.js";
import type { Backend, KernelRequest, Support } from "../backend/backend.js";
import { BackendAnswerError } from "../errors/backend-answer-error.js";
import { BackendDisposedError } from "../errors/backend-disposed-error.js";
import { ContractError } from "../errors/contract-error.js";
import { NoBackendError } from "../errors/no-backend-error.js";
import { SyncError } from "../errors/sync-error.js";
import { UnsupportedError } from "../errors/unsupported-error.js";
import * as p from "../expression/primitives.js";
import { allocate } from "../tensor/dtype.js";
import { tensor } from "../tensor/from.js";
import { Tensor } from "../tensor/tensor.js";
import { createRuntime } from "./create-runtime.js";

const double = defineActivation({
  name: "double",
  title: "Double",
  summary: "Twice x.",
  family: "linear",
  properties: {
    range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: true,
    saturates: "none",
    cost: "trivial",
  },
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => p.mul(2, x),
});

/** A backend that multiplies by a factor, so that a result tells who answered. */
function backend(name: string, factor: number, more: Partial<Backend> = {}): Backend {
  const answer = ({ inputs, outputs, dtype }: KernelRequest): Tensor[] => {
    const source = (inputs.at(-1) as Tensor).data;
    const out = outputs[0] ?? Tensor.of(dtype, (inputs[0] as Tensor).shape, allocate(dtype, source.length));
    for (let i = 0; i < source.length; i++) out.data[i] = (source[i] as number) * factor;
    return [out];
  };
  return {
    contract: "v1",
    name,
    info: { version: "0", runtime: "test", device: "cpu", threads: 1, native: [] },
    supports: () => ({ status: "native" }),
    execute: async (request) => answer(request),
    executeSync: answer,
    dispose: async () => {},
    ...more,
  };
}

const refuses = (): Support => ({ status: "unsupported", reason: "not today" });

describe("a runtime", () => {
  test("gives a typed array for a typed array and a tensor for the rest", async () => {
    const runtime = createRuntime({ backends: [backend("a", 2)] });
    expect(await runtime.forward(double, Float64Array.of(1, 2))).toEqual(Float64Array.of(2, 4));
    expect(await runtime.forward(double, [[1], [2]])).toEqual(tensor([[2], [4]]));
    expect(runtime.forwardSync(double, tensor(3))).toEqual(tensor(6));
  });

  test("writes to out, which may be the input", async () => {
    const runtime = createRuntime({ backends: [backend("a", 2)] });
    const x = Float32Array.of(1, 2, 3);
    expect(await runtime.forward(double, x, { out: x })).toBe(x);
    expect([...x]).toEqual([2, 4, 6]);
  });

  test("asks the next backend only after a typed unsupported, and tells who answered", async () => {
    const seen: unknown[] = [];
    const runtime = createRuntime({ backends: [backend("a", 2, { supports: refuses }), backend("b", 3)] });
    runtime.on("fallback", (event) => seen.push(event));
    runtime.on("answer", (event) => seen.push(event));
    expect(await runtime.forward(double, Float32Array.of(1))).toEqual(Float32Array.of(3));
    expect(seen).toEqual([
      { activation: "double", pass: "forward", backend: "a", reason: "not today" },
      { activation: "double", pass: "forward", backend: "b" },
    ]);
    expect(runtime.which(double, [1])).toEqual({
      backend: "b",
      status: "native",
      passedOver: [{ backend: "a", reason: "not today" }],
    });
  });

  test("goes on too when execute throws the typed unsupported, and never after another error", async () => {
    const late = new UnsupportedError("double", [{ backend: "a", reason: "too large" }]);
    const a = backend("a", 2, { execute: () => Promise.reject(late) });
    expect(await createRuntime({ backends: [a, backend("b", 3)] }).forward(double, [1])).toEqual(tensor([3]));
    const broken = backend("a", 2, { execute: () => Promise.reject(new RangeError("boom")) });
    await expect(createRuntime({ backends: [broken, backend("b", 3)] }).forward(double, [1])).rejects.toThrow(
      "boom",
    );
  });

  test("says why when nobody can answer", async () => {
    const runtime = createRuntime({ backends: [backend("a", 2, { supports: refuses })] });
    await expect(runtime.forward(double, [1])).rejects.toThrow(UnsupportedError);
    await expect(runtime.forward(double, [1])).rejects.toThrow(/double.*a: not today/);
    const empty = createRuntime({ backends: [] }).forward(double, [1]);
    await expect(empty).rejects.toThrow(NoBackendError);
    await expect(empty).rejects.toThrow("call await runtime.use(cpu())");
  });

  test("a call finishes on the backend it began on while another is swapped in", async () => {
    let release = (): void => {};
    const limiter = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = backend("slow", 2);
    const gated = backend("slow", 2, { execute: (request) => limiter.then(() => slow.execute(request)) });
    const runtime = createRuntime({ backends: [gated] });
    const before = runtime.forward(double, [1]);
    await runtime.use(backend("new", 3), { probe: false });
    expect(await runtime.forward(double, [1])).toEqual(tensor([3]));
    release();
    expect(await before).toEqual(tensor([2]));
  });

  test("refuses what is no backend and keeps the one it has", async () => {
    const runtime = createRuntime({ backends: [backend("a", 2)] });
    const other = { ...backend("b", 3), contract: "v2" as "v1" };
    await expect(runtime.use(other)).rejects.toThrow(ContractError);
    await expect(runtime.use(other)).rejects.toThrow(/"b".*"v2".*"v1"/);
    expect(() => createRuntime({ backends: [Promise.resolve(backend("b", 3)) as never] })).toThrow(
      /Await it/,
    );
    expect(runtime.backends.map(({ name }) => name)).toEqual(["a"]);
  });

  test("does not answer synchronously through a backend that cannot", () => {
    const { executeSync: _, ...rest } = backend("later", 2);
    const runtime = createRuntime({ backends: [rest as Backend] });
    expect(() => runtime.forwardSync(double, [1])).toThrow(SyncError);
    expect(() => runtime.forwardSync(double, [1])).toThrow(/await double\(x\)/);
  });

  test("catches a backend that answers with the wrong shape or dtype", async () => {
    const wrong = backend("wrong", 2, { execute: async () => [tensor(Float64Array.of(1))] });
    await expect(createRuntime({ backends: [wrong] }).forward(double, [1])).rejects.toThrow(
      BackendAnswerError,
    );
  });

  test("rejects with the signal's reason, before and during a call", async () => {
    const never = backend("never", 2, { execute: () => new Promise(() => {}) });
    const runtime = createRuntime({ backends: [never] });
    await expect(runtime.forward(double, [1], { signal: AbortSignal.abort("early") })).rejects.toBe("early");
    const controller = new AbortController();
    const call = runtime.forward(double, [1], { signal: controller.signal });
    controller.abort("late");
    await expect(call).rejects.toBe("late");
  });

  test("takes no calls once disposed of", async () => {
    const runtime = createRuntime({ backends: [backend("a", 2)] });
    await runtime.dispose();
    await runtime.dispose();
    await expect(runtime.forward(double, [1])).rejects.toThrow(BackendDisposedError);
  });
});
