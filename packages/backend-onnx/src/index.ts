export {
  type Deviation,
  deviations,
  deviationsOfWeb,
  type WiderBound,
  widerBounds,
} from "./deviations/index.js";
export { ExportError } from "./errors/export-error.js";
export { GraphError } from "./errors/graph-error.js";
export { ProviderError } from "./errors/provider-error.js";
export type { Extent } from "./export/check-asked.js";
export type { ExportLayout } from "./export/export-layout.js";
export { type ExportOptions, exportModel } from "./export/export-model.js";
export { exportModelRepository, modelRepository, type RepositoryModel } from "./export/model-repository.js";
export { onnx } from "./onnx.js";
export type { OnnxBackend, OnnxInfo } from "./onnx-backend.js";
export type { OnnxOptions } from "./onnx-options.js";
export type { OnnxRuntime, OnnxRuntimeSession, OnnxRuntimeTensor } from "./runtime/onnx-runtime.js";
