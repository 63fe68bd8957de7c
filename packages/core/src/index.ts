export type * from "./activation/activation.js";
export { compose } from "./activation/compose.js";
export { defineActivation } from "./activation/define.js";
export { derivative } from "./activation/derivative.js";
export { type BiasOptions, withBias } from "./activation/with-bias.js";
export * from "./activations/index.js";
// Both activations and primitives have these names. The activations, applied to an expression, give the primitive.
export { erf, sigmoid, sign, softplus, tanh } from "./activations/index.js";
export { answerProblem, supportProblem } from "./backend/answer.js";
export * from "./backend/backend.js";
export { type Bound, type Computing, computingOf, contractBound } from "./backend/contract-bound.js";
export * from "./backend/deviations.js";
export * from "./definition/definition.js";
export { type FormulaSheet, formula, formulaSheet } from "./definition/formula.js";
export * from "./definition/metadata.js";
export { type TensorOptionSpec, tensorOptionsOf } from "./definition/options.js";
export { ActfnError } from "./errors/actfn-error.js";
export { ActivationNameError } from "./errors/activation-name-error.js";
export { AxisError } from "./errors/axis-error.js";
export { BackendAnswerError } from "./errors/backend-answer-error.js";
export { BackendDisposedError } from "./errors/backend-disposed-error.js";
export { BackendStartError } from "./errors/backend-start-error.js";
export { CircuitOpenError } from "./errors/circuit-open-error.js";
export { ConfigError } from "./errors/config-error.js";
export { ContractError } from "./errors/contract-error.js";
export { DefinitionError } from "./errors/definition-error.js";
export { DTypeError } from "./errors/dtype-error.js";
export { InputSizeError } from "./errors/input-size-error.js";
export { InvalidOptionError } from "./errors/invalid-option-error.js";
export { MissingPackageError } from "./errors/missing-package-error.js";
export { NoBackendError } from "./errors/no-backend-error.js";
export { OverloadError } from "./errors/overload-error.js";
export { ProbeError } from "./errors/probe-error.js";
export { ScopeError } from "./errors/scope-error.js";
export { ShapeError } from "./errors/shape-error.js";
export { SyncError } from "./errors/sync-error.js";
export { TimeoutError } from "./errors/timeout-error.js";
export { UnknownOptionError } from "./errors/unknown-option-error.js";
export { UnsupportedError } from "./errors/unsupported-error.js";
export { WorkerLostError } from "./errors/worker-lost-error.js";
export { WorkersHungError } from "./errors/workers-hung-error.js";
export { differentiate, type Variable, vectorJacobian } from "./expression/differentiate.js";
export * from "./expression/expression.js";
export {
  familyOf,
  isComparison,
  isReduction,
  primitives,
} from "./expression/primitives/table.js";
export * from "./expression/primitives.js";
export { simplify } from "./expression/simplify.js";
export { substitute } from "./expression/substitute.js";
export {
  type Alignment,
  type Geometry,
  geometryOf,
  optionAlignment,
  outerPlace,
  outputShape,
  partsOf,
  placeIn,
  type Run,
} from "./request/geometry.js";
export { toRequest } from "./request/request.js";
export { createRuntime } from "./runtime/create-runtime.js";
export { defaultRuntime, use } from "./runtime/default-runtime.js";
export type { CallInfo, EventName, Listener, Mismatch, RuntimeEvents } from "./runtime/events.js";
export type { ErrorClass, FallbackOptions } from "./runtime/fallback.js";
export type {
  BackendLease,
  Call,
  Executor,
  Interception,
  Interceptor,
  ListInterceptor,
  Policy,
  PolicyContext,
  PolicyParts,
  StopCause,
} from "./runtime/policy.js";
export type { Probe } from "./runtime/probe.js";
export type {
  CanaryStats,
  CircuitState,
  ComparisonStats,
  HealthReport,
  Latency,
  RuntimeStats,
} from "./runtime/report.js";
export * from "./runtime/runtime.js";
export type { AsyncStorage } from "./runtime/scope.js";
export type { Backends, UseOptions } from "./runtime/swap.js";
export { bfloat16ToNumber, numberToBfloat16 } from "./tensor/bfloat16.js";
export { cast } from "./tensor/cast.js";
export { type Codec, codecOf, isEncoded } from "./tensor/codec.js";
export type { DrawOptions } from "./tensor/draw.js";
export {
  allocate,
  bytesPerElement,
  type DataOf,
  type DType,
  dtypes,
  type TensorData,
} from "./tensor/dtype.js";
export { float16ToNumber, numberToFloat16 } from "./tensor/float16.js";
export { type TensorLike, type TensorOptions, tensor } from "./tensor/from.js";
export { philox } from "./tensor/philox.js";
export { sameShape, sizeOf } from "./tensor/shape.js";
export { type NestedNumbers, Tensor } from "./tensor/tensor.js";
export { toTex } from "./typeset/tex.js";
