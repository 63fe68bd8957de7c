export { GraphError } from "./errors/graph-error.js";
export { ProviderError } from "./errors/provider-error.js";
export { onnx } from "./onnx.js";
export type { OnnxBackend, OnnxInfo } from "./onnx-backend.js";
export type { OnnxOptions } from "./onnx-options.js";
export type { OnnxRuntime, OnnxRuntimeSession, OnnxRuntimeTensor } from "./runtime/onnx-runtime.js";
