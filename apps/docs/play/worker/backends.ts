import type { Backend } from "@actfn/core";
import type { BackendName } from "../event.js";

/** Starts a backend; ONNX Runtime, which is large, is fetched only when it is chosen. */
export async function backendNamed(name: BackendName): Promise<Backend> {
  if (name !== "onnx") {
    const { cpu } = await import("@actfn/backend-cpu");
    return cpu({ threads: 1 });
  }
  const [{ onnx }, runtime] = await Promise.all([
    import("@actfn/backend-onnx"),
    import("onnxruntime-web/wasm"),
  ]);
  runtime.env.wasm.numThreads = 1;
  runtime.env.wasm.wasmPaths = { wasm: new URL("./ort-wasm-simd-threaded.wasm", import.meta.url).href };
  return onnx({ runtime: runtime as never });
}
