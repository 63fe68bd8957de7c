import { describe, expect, test } from "vitest";
import { gelu, ProbeError } from "../index.js";
import { createRuntime } from "../runtime/create-runtime.js";
import type { Backend } from "./backend.js";

const right: Backend = {
  contract: "v1",
  name: "right",
  info: { version: "0", runtime: "test", device: "cpu", threads: 1, native: [] },
  supports: () => ({ status: "native" }),
  execute: async () => [],
  dispose: async () => {},
};

describe("what is no backend is refused with the next step", () => {
  const cpu = async (): Promise<Backend> => right;

  test.each<[string, unknown, string | RegExp]>([
    ["a factory", cpu, "cpu is a function, not a backend. Call it: use(cpu())."],
    [
      "nothing",
      undefined,
      /^undefined is not a backend.*Pass the result of a factory, such as await cpu\(\)\.$/,
    ],
    ["an object", {}, /^an object is not a backend/],
    [
      "another contract",
      { ...right, contract: "v0" },
      /^"right" implements backend contract "v0".*requires "v1"/,
    ],
    [
      "half a backend",
      { ...right, dispose: undefined },
      /^"right" is not a backend: it has no method dispose/,
    ],
  ])("%s", async (_, given, message) => {
    await expect(createRuntime({ backends: right }).use(given as Backend)).rejects.toThrow(message);
  });

  test("a promise, which createRuntime does not wait for", () => {
    expect(() => createRuntime({ backends: cpu() as never })).toThrow(/Await it first/);
  });
});

describe("a runtime", () => {
  test("takes one backend for a list of one", () => {
    expect(createRuntime({ backends: right }).backends).toEqual([right]);
  });

  test("tells what was probably meant by a field that it does not have", () => {
    const make = (): unknown => createRuntime({ backends: right, precison: "fast" } as never);
    expect(make).toThrow(/there is no option "precison"\. Did you mean "precision"\?/);
  });

  test("that has been disposed of is not to be registered, but made anew", async () => {
    const runtime = createRuntime({ backends: right });
    await runtime.dispose();
    await expect(runtime.forward(gelu, [1])).rejects.toThrow(/Create a new one with createRuntime\(\)\.$/);
  });

  test("says first what an answer must be", async () => {
    const forgetful = { ...right, execute: async () => undefined as never };
    await expect(createRuntime({ backends: forgetful }).forward(gelu, [1])).rejects.toThrow(
      "execute() returned undefined; it must return an array with one Tensor for each output",
    );
  });

  test.each([
    [undefined, "supports() returned undefined; it must return { status"],
    [true, "supports() returned true; it must return { status"],
    [{ status: "yes" }, 'supports() returned status "yes"; it must return { status'],
    [Promise.resolve({ status: "native" }), "supports() returned a promise; it must return { status"],
    [
      { status: "unsupported" },
      'supports() returned "unsupported" with the reason undefined; say in a sentence why',
    ],
  ])("refuses what is no answer of supports(): %j", async (support, message) => {
    const vague = { ...right, executeSync: () => [], supports: () => support as never };
    const runtime = createRuntime({ backends: vague });
    await expect(runtime.forward(gelu, [1])).rejects.toThrow(message);
    expect(() => runtime.forwardSync(gelu, [1])).toThrow(message);
    expect(() => runtime.which(gelu, [1])).toThrow(message);
    const swap = createRuntime({ backends: right }).use(vague, { warmup: [gelu] });
    await expect(swap).rejects.toThrow(ProbeError);
    await expect(swap).rejects.toThrow(message);
  });

  test("tells how to make a result that is not a Tensor, and by which method it came", async () => {
    const plain = [{ dtype: "float64", shape: [1], data: Float64Array.of(1) }] as never;
    const runtime = createRuntime({
      backends: { ...right, execute: async () => plain, executeSync: () => Promise.resolve(plain) as never },
    });
    await expect(runtime.forward(gelu, [1])).rejects.toThrow(
      "result 0 is an object, not a Tensor; make it with new Tensor(dtype, shape, data)",
    );
    expect(() => runtime.forwardSync(gelu, [1])).toThrow("executeSync() returned a Promise");
  });
});

test("the message of a ProbeError is in sentences, whatever the detail ends with", () => {
  expect(new ProbeError("mine", "it threw").message).toMatch(/registered: it threw\. The runtime/);
  expect(new ProbeError("mine", "It threw.").message).toMatch(/registered: It threw\. The runtime/);
});
