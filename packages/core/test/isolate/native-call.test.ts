import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { createRuntime, relu, TimeoutError, tensor, WorkersHungError } from "../../src/index.js";
import { type IsolatedBackend, isolate, type WorkerType } from "../../src/isolate/index.js";
import { commands } from "./commands.js";
import { buildWorker, type WorkerBundle } from "./worker-bundle.js";

let bundle: WorkerBundle;
let backend: IsolatedBackend;
/** Native calls of the backend return once its first element is 1. */
let gate: Int32Array<SharedArrayBuffer>;

beforeAll(async () => {
  bundle = await buildWorker();
});

afterEach(async () => {
  open();
  await backend.dispose();
});

function open(): void {
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
}

async function callIn(workerType: WorkerType): Promise<(value: number) => Promise<unknown>> {
  gate = new Int32Array(new SharedArrayBuffer(4));
  const { script } = bundle;
  // Memory is shared with a thread; a process gets none.
  const options = workerType === "thread" ? { gate: gate.buffer } : {};
  backend = await isolate(bundle.backend, { factory: "faulty", script, workerType, options, timeout: 500 });
  const runtime = createRuntime({ backends: [backend] });
  return (value) => runtime.forward(relu, [value]);
}

describe("a native call that takes too long", () => {
  test("fails at once in a thread, which ends itself after the call, while another answers", async () => {
    const call = await callIn("thread");
    await expect(call(commands.native)).rejects.toThrow(TimeoutError);
    expect(backend.lingering).toBe(1);
    expect(await call(5)).toEqual(tensor([5]));
    open();
    await expect.poll(() => backend.lingering).toBe(0);
    expect(backend.restarts).toBe(1);
  });

  test("is one of four that threads hang in at most: further calls are refused until one returns", async () => {
    const call = await callIn("thread");
    for (let i = 0; i < 4; i++) await expect(call(commands.native)).rejects.toThrow(TimeoutError);
    expect(backend.lingering).toBe(4);
    await expect(call(5)).rejects.toThrow(WorkersHungError);
    open();
    await expect.poll(() => backend.lingering).toBe(0);
    expect(await call(5)).toEqual(tensor([5]));
  });

  test("is ended in a process, however many hang", async () => {
    const call = await callIn("process");
    for (let i = 0; i < 5; i++) await expect(call(commands.native)).rejects.toThrow(TimeoutError);
    expect(await call(5)).toEqual(tensor([5]));
    await expect.poll(() => backend.lingering).toBe(0);
    expect(backend.restarts).toBe(5);
  });

  test("is not waited for by dispose", async () => {
    const call = await callIn("thread");
    const hanging = call(commands.native).catch((error: unknown) => error);
    await backend.dispose();
    expect(await hanging).toBeInstanceOf(TimeoutError);
    expect(backend.lingering).toBe(1);
  });
});
