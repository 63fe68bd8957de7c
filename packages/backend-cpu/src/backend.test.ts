import { readFileSync } from "node:fs";
import { BackendDisposedError, ConfigError, createRuntime, gelu, relu } from "@actfn/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { CpuBackend, VERSION } from "./backend.js";
import { Engine } from "./engine/engine.js";
import { cpu } from "./index.js";

describe("cpu()", () => {
  it("tells the version of its package", () => {
    const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    expect(VERSION).toBe(version);
  });

  it.each([0, -1, 1.5, Number.NaN])("rejects %d threads", async (threads) => {
    await expect(cpu({ threads })).rejects.toThrow(ConfigError);
  });

  it("refuses an option that does not exist, with the name that was meant", async () => {
    await expect(cpu({ thread: 2 } as never)).rejects.toThrow(
      'cpu: there is no option "thread". Did you mean "threads"? The options are "threads", "script".',
    );
    await expect(cpu(4 as never)).rejects.toThrow(
      /cpu: the value is 4; it must be an object with the options "threads", "script"/,
    );
  });

  it("tells how its compiled kernels do", async () => {
    const backend = await cpu({ threads: 1 });
    const runtime = createRuntime({ backends: [backend] });
    for (let call = 0; call < 5; call++) runtime.forwardSync(relu, [1]);
    runtime.forwardSync(relu, [1], { precision: "strict" });
    expect(runtime.stats().caches).toEqual([{ backend: "cpu", hits: 4, misses: 2, size: 2 }]);
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
  afterEach(() => vi.unstubAllGlobals());

  it("answers in TypeScript, with the strict bits", () => {
    const x = Float32Array.from({ length: 1000 }, (_, i) => (i - 500) / 30);
    const compiled = createRuntime({ backends: [new CpuBackend(new Engine())], precision: "strict" });
    const interpreted = createRuntime({ backends: [scalar] });
    expect(interpreted.forwardSync(gelu, x)).toEqual(compiled.forwardSync(gelu, x));
  });

  it("says so", () => {
    expect(scalar.info.runtime).toBe("TypeScript");
  });

  it("starts and answers where there is no WebAssembly at all", async () => {
    vi.stubGlobal("WebAssembly", undefined);
    const backend = await cpu();
    const runtime = createRuntime({ backends: [backend] });
    expect(runtime.forwardSync(relu, Float32Array.of(-1, 2))).toEqual(Float32Array.of(0, 2));
    expect(backend.info.runtime).toBe("TypeScript");
  });
});

describe("where a page's main thread compiles no more than 4 kB at once", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("answers larger kernels in TypeScript, with the strict bits, and the others as ever", () => {
    const x = Float32Array.from({ length: 1000 }, (_, i) => (i - 500) / 30);
    const strict = createRuntime({ backends: [new CpuBackend(new Engine())], precision: "strict" });
    const wanted = strict.backwardSync(gelu, x, x);
    const refused = refuseLargeModules(4096);
    const runtime = createRuntime({ backends: [new CpuBackend(new Engine())], precision: "strict" });
    expect(runtime.backwardSync(gelu, x, x)).toEqual(wanted);
    expect(refused()).toBe(1);
    expect(runtime.backwardSync(gelu, x, x)).toEqual(wanted);
    expect(refused()).toBe(1);
    expect(runtime.forwardSync(relu, Float32Array.of(-1, 2))).toEqual(Float32Array.of(0, 2));
    expect(refused()).toBe(1);
  });
});

/** Does what Chrome did before 2024; gives how often. */
function refuseLargeModules(limit: number): () => number {
  const { Module } = WebAssembly;
  let refused = 0;
  vi.stubGlobal("WebAssembly", {
    ...Object.fromEntries(
      Object.getOwnPropertyNames(WebAssembly).map((name) => [name, Reflect.get(WebAssembly, name)]),
    ),
    Module: class extends Module {
      constructor(bytes: ArrayBuffer) {
        if (bytes.byteLength > limit) {
          refused++;
          throw new RangeError(
            "WebAssembly.Compile is disallowed on the main thread, if the buffer size is larger than 4KB.",
          );
        }
        super(bytes);
      }
    },
  });
  return () => refused;
}

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
