import { BackendDisposedError, BackendStartError, createRuntime, gelu, relu } from "@actfn/core";
import { reference } from "@actfn/core/program";
import { describe, expect, it } from "vitest";
import { create } from "webgpu";
import { Device } from "../src/device/device.js";
import type { Gpu, GpuDevice } from "../src/device/gpu.js";
import { openDevice } from "../src/device/open.js";
import { type DeviceLostError, webgpu } from "../src/index.js";

const gpu = create([]) as unknown as Gpu;

async function ownDevice(): Promise<GpuDevice> {
  const adapter = await gpu.requestAdapter();
  if (adapter === null) throw new Error("no adapter");
  return adapter.requestDevice();
}

describe("a device of the caller's", () => {
  it("computes, and is not destroyed by dispose", async () => {
    const device = await ownDevice();
    const backend = await webgpu({ device });
    const runtime = createRuntime({ backends: [backend] });
    expect(await runtime.forward(relu, Float32Array.of(-1, 2))).toEqual(Float32Array.of(0, 2));
    await backend.dispose();
    device.pushErrorScope("validation");
    device.createBuffer({ size: 16, usage: 128 }).destroy();
    expect(await device.popErrorScope()).toBeNull();
    device.destroy();
  });
});

describe("a device that is lost", () => {
  it("fails the calls in flight with a DeviceLostError, and leaves later ones to the next backend", async () => {
    const device = await ownDevice();
    const lost: DeviceLostError[] = [];
    const backend = await webgpu({ device, onLost: (error) => lost.push(error) });
    const runtime = createRuntime({ backends: [backend, reference()] });
    const x = new Float32Array(2 ** 16).fill(1);
    expect(runtime.which(gelu, x).backend).toBe("webgpu");
    const call = runtime.forward(gelu, x);
    device.destroy();
    await expect(call).rejects.toMatchObject({ code: "ACTFN_DEVICE_LOST" });
    expect(lost.map(({ code }) => code)).toEqual(["ACTFN_DEVICE_LOST"]);
    expect(runtime.which(gelu, x).backend).toBe("reference");
    expect(await runtime.forward(relu, Float32Array.of(3))).toEqual(Float32Array.of(3));
    await backend.dispose();
    // A new backend brings WebGPU back.
    await runtime.use([webgpu(), reference()]);
    expect(runtime.which(gelu, x).backend).toBe("webgpu");
    expect(await runtime.forward(relu, Float32Array.of(3))).toEqual(Float32Array.of(3));
    await runtime.dispose();
  });

  it("is not told of where dispose has ended it", async () => {
    const lost: unknown[] = [];
    const backend = await webgpu({ onLost: (error) => lost.push(error) });
    await backend.dispose();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(lost).toEqual([]);
  });
});

describe("what the device refuses is a typed error, and the next call is right", () => {
  it("a shader that is not valid names the line", async () => {
    const device = new Device(await openDevice({}), () => {});
    const code = "@compute @workgroup_size(1)\nfn main() { let x: u32 = 1.5; }";
    await expect(device.pipelines.get({ code, accesses: [] })).rejects.toMatchObject({
      code: "ACTFN_DEVICE",
      message: expect.stringContaining("2:"),
    });
    expect(device.pipelines.size).toBe(0);
    device.end();
  });

  it("memory that is not there is a DeviceMemoryError", async () => {
    const device = new Device(await openDevice({}), () => {});
    const memory = device.memory();
    const { done } = device.allocating(() => Array.from({ length: 64 }, () => memory.words(2 ** 28)));
    await expect(done).rejects.toMatchObject({ code: "ACTFN_DEVICE_MEMORY" });
    memory.release(true);
    expect(device.pool.usedBytes).toBe(0);
    device.end();
  });
});

it("a backend that cannot start says why, and what to do", async () => {
  const without = { requestAdapter: async () => null };
  Object.defineProperty(globalThis, "navigator", { value: { gpu: without }, configurable: true });
  try {
    const error = await webgpu().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BackendStartError);
    expect((error as Error).message).toMatch(/no WebGPU adapter.*use\(webgpu\(\)\.catch/);
  } finally {
    Reflect.deleteProperty(globalThis, "navigator");
  }
});

it("options that do not exist are refused by name", async () => {
  await expect(webgpu({ powerpreference: "low-power" } as never)).rejects.toThrow(
    /Did you mean "powerPreference"/,
  );
  await expect(webgpu({ device: {} as never })).rejects.toThrow(/a GPUDevice/);
});

it("dispose waits for calls in flight, and later calls are refused", async () => {
  const backend = await webgpu();
  const runtime = createRuntime({ backends: [backend] });
  const call = runtime.forward(relu, Float32Array.of(1));
  await backend.dispose();
  expect(await call).toEqual(Float32Array.of(1));
  await expect(runtime.forward(relu, Float32Array.of(1))).rejects.toBeInstanceOf(BackendDisposedError);
});
