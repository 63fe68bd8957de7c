import { BackendStartError } from "@actfn/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { loadEngine } from "./load.js";
import type { OnnxRuntime } from "./onnx-runtime.js";

describe("loadEngine", () => {
  afterEach(() => {
    vi.doUnmock("onnxruntime-node");
    vi.doUnmock("onnxruntime-node/dist/binding.js");
    vi.resetModules();
  });

  it("says what to install where onnxruntime-node is missing, with the cause", async () => {
    vi.doMock("onnxruntime-node", () => {
      throw new Error("Cannot find package 'onnxruntime-node'");
    });
    const error = await loadEngine(undefined, 1).catch((caught: unknown) => caught);
    expect(BackendStartError.isInstance(error)).toBe(true);
    expect((error as Error).message).toMatch(/npm install onnxruntime-node/);
    expect((error as Error).cause).toBeInstanceOf(Error);
  });

  it("says what to allow where it is installed and does not load", async () => {
    vi.doMock("onnxruntime-node", () => {
      throw new Error("Requires ffi access, run again with the --allow-ffi flag");
    });
    const error = await loadEngine(undefined, 1).catch((caught: unknown) => caught);
    expect(BackendStartError.isInstance(error)).toBe(true);
    expect((error as Error).message).toMatch(/is installed, but does not load/);
    expect((error as Error).message).not.toMatch(/npm install/);
  });

  it("refuses a version that would end the process", async () => {
    const given = { ...(await import("onnxruntime-node")), env: { versions: { node: "1.20.1" } } };
    const error = await loadEngine(given as unknown as OnnxRuntime, 1).catch((caught: unknown) => caught);
    expect(BackendStartError.isInstance(error)).toBe(true);
    expect((error as Error).message).toMatch(/npm install onnxruntime-node@latest/);
  });

  it("goes without the layer beneath where a version of onnxruntime-node does not have it", async () => {
    vi.doMock("onnxruntime-node/dist/binding.js", () => ({ default: { other: true } }));
    const engine = await loadEngine(undefined, 1);
    expect(engine.openSync).toBeUndefined();
    expect(engine.description).toMatch(/^onnxruntime-node \d/);
  });

  it("uses it where it is there", async () => {
    expect(typeof (await loadEngine(undefined, 1)).openSync).toBe("function");
  });
});
