import { checkBackend, type Report } from "@actfn/conformance";
import { createRuntime, gelu, relu } from "@actfn/core";
import * as ort from "onnxruntime-web/wasm";
import { type OnnxInfo, type OnnxRuntime, onnx } from "../../src/index.js";

/** What the test asks the page for. */
export interface Page {
  /** What the backend says of itself. */
  info(): Promise<OnnxInfo>;
  /**
   * The groups of the conformance suite that are about numbers and memory, with the declared deviations. The fuzzing, a minute
   * here, and the sweeps of every float16 and bfloat16 are left to Node, which runs the same graphs.
   */
  conformance(): Promise<Report>;
  /** ReLU written into an array that was given. */
  filled(): Promise<number[]>;
  /** The message for a provider that is not there. */
  missingProvider(): Promise<string>;
}

// Served from where the package lies; a bundler would name the file it has emitted.
ort.env.wasm.wasmPaths = { wasm: "/node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm" };
const start = () => onnx({ runtime: ort as unknown as OnnxRuntime });

const page: Page = {
  info: async () => (await start()).info,
  conformance: () =>
    checkBackend(start, {
      effort: "full",
      groups: ["contract", "golden", "specials", "metamorphic", "aliasing", "life-cycle"],
    }),
  filled: async () => {
    const out = new Float32Array(3);
    const runtime = createRuntime({ backends: [await start()] });
    await runtime.forward(relu, new Float32Array([-1, 2, 3]), { out });
    await runtime.forward(gelu, new Float32Array(3));
    return [...out];
  },
  missingProvider: async () => {
    const given = { runtime: ort as unknown as OnnxRuntime, executionProviders: "webgpu" };
    return onnx(given).then(
      () => "none",
      (error: Error) => `${error.name}: ${error.message}`,
    );
  },
};

Object.assign(globalThis, { page });
