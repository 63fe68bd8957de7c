import { readFileSync } from "node:fs";
import { BackendDisposedError, createRuntime, gelu, InvalidOptionError, relu } from "@actfn/core";
import { describe, expect, it } from "vitest";
import { CpuBackend, VERSION } from "./backend.js";
import { Engine } from "./engine/engine.js";
import { cpu } from "./index.js";

describe("cpu()", () => {
  it("tells the version of its package", () => {
    const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    expect(VERSION).toBe(version);
  });

  it.each([0, -1, 1.5, Number.NaN])("rejects %d threads", async (threads) => {
    await expect(cpu({ threads })).rejects.toThrow(InvalidOptionError);
  });

  it("refuses work after it was disposed of, as often as it is asked to end", async () => {
    const backend = await cpu({ threads: 1 });
    const runtime = createRuntime({ backends: [backend] });
    await backend.dispose();
    await backend.dispose();
    await expect(runtime.forward(relu, [1])).rejects.toThrow(BackendDisposedError);
    expect(() => runtime.forwardSync(relu, [1])).toThrow(BackendDisposedError);
  });
});

describe("where WebAssembly may not be compiled", () => {
  const scalar = new CpuBackend(new Engine({ simd: false, fused: false }));

  it("answers in TypeScript, with the strict bits", () => {
    const x = Float32Array.from({ length: 1000 }, (_, i) => (i - 500) / 30);
    const compiled = createRuntime({ backends: [new CpuBackend(new Engine())], precision: "strict" });
    const interpreted = createRuntime({ backends: [scalar] });
    expect(interpreted.forwardSync(gelu, x)).toEqual(compiled.forwardSync(gelu, x));
  });

  it("says so", () => {
    expect(scalar.info.runtime).toBe("TypeScript");
  });
});

describe("memory", () => {
  it("is written in place where the input is the output", async () => {
    const runtime = createRuntime({ backends: [await cpu({ threads: 1 })], precision: "strict" });
    const x = Float32Array.from({ length: 20_000 }, (_, i) => (i - 10_000) / 999);
    const wanted = runtime.forwardSync(gelu, x) as Float32Array;
    const inPlace = x.slice();
    expect(runtime.forwardSync(gelu, inPlace, { out: inPlace })).toBe(inPlace);
    expect(inPlace).toEqual(wanted);
  });

  it("given as results is never written again", async () => {
    const runtime = createRuntime({ backends: [await cpu({ threads: 1 })] });
    const first = runtime.forwardSync(relu, Float32Array.of(1, -2, 3)) as Float32Array;
    runtime.forwardSync(relu, Float32Array.of(7, 8, 9));
    expect([...first]).toEqual([1, 0, 3]);
  });
});
