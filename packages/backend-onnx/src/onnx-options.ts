import type { OnnxRuntime } from "./runtime/onnx-runtime.js";

/** How {@link onnx} starts. */
export interface OnnxOptions {
  /**
   * The runtime's module: `import * as ort from "onnxruntime-web/wasm"`, or `onnxruntime-react-native`. Where absent,
   * `onnxruntime-node` is looked for.
   */
  readonly runtime?: OnnxRuntime;
  /**
   * What computes: `"cpu"`, `"cuda"`, `"coreml"`, `"wasm"`, `"webgpu"`, … One name must be there, or a `ProviderError` is
   * thrown; of a list the first that is there is taken. Where absent: `"cpu"`, in the browser `"wasm"`.
   */
  readonly executionProviders?: string | readonly string[];
  /** Threads of each session. 1 where absent: an activation gains little from more, and idle ones would spin. */
  readonly threads?: number;
  /** ONNX Runtime's `graphOptimizationLevel`; `"basic"` where absent, since the levels above change numbers. */
  readonly graphOptimizationLevel?: "disabled" | "basic" | "extended" | "layout" | "all";
  /** How many sessions are kept open; 64 where absent. The least recently used is closed first. */
  readonly sessions?: number;
  /** Any other of ONNX Runtime's session options, passed on as they are. */
  readonly sessionOptions?: Readonly<Record<string, unknown>>;
}
