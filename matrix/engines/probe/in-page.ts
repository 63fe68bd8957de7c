/** The probe in a page, as in `?parts=digest,conformance-cpu`: posts each cell as JSON, then an empty line. */
import type { Backend } from "@actfn/core";
import { type Part, probe } from "./probe.js";

const post = async (body: string): Promise<void> => {
  await fetch("/cell", { method: "POST", body });
};
const parts = new URL(location.href).searchParams.get("parts")?.split(",") ?? [];

probe(parts as Part[], { emit: (cell) => post(JSON.stringify(cell)), onnx }).then(
  () => post(""),
  (error: unknown) => post(JSON.stringify({ part: "page", seconds: 0, error: String(error) })),
);

async function onnx(): Promise<() => Promise<Backend>> {
  const runtime = await import("onnxruntime-web/wasm");
  runtime.env.wasm.wasmPaths = { wasm: "/node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm" };
  const { onnx: make } = await import("@actfn/backend-onnx");
  return () => make({ runtime });
}
