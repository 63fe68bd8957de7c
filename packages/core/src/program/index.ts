/**
 * What backends are built on. `kernelOf` turns a request into the expressions that it computes, its compute kernel; `evaluateRequest`
 * evaluates it, and `reference` is the backend that does nothing else.
 *
 * To compile a kernel: `planKernel(kernelOf(request), activation.domain, dtype, strictArithmetic(dtype, pass))` returns a `Program`
 * with its guards for NaN and the infinities, or for an activation along an axis the passes over a row. Of its inputs,
 * `uniformValue` reads the `uniform` ones, and `optionAlignment` and `placeIn` of `@actfn/core` place the `broadcast` ones.
 * `interpret` and `interpretRows` run what `planKernel` returns in plain TypeScript, and `evaluatorOf(kernel, domain, dtype,
 * pass)` does both. `lower` and `lowerKernel` give operations without guards.
 */

export type { Access, Kernel, KernelInput, KernelOutput } from "../request/kernel.js";
export { fixedKernelOf, kernelOf } from "../request/kernel-of.js";
export { type OptionNumbers, type Rounding, type UniformInput, uniformValue } from "../request/uniform.js";
export { optionsKey, type Variant, variantOf } from "../request/variant.js";
export type { Format } from "../tensor/dtype.js";
export {
  type Arithmetic,
  double,
  type Fused,
  plainRules,
  type Rule,
  single,
  singleGradient,
  strictArithmetic,
} from "./arithmetic.js";
export { Builder, type Value } from "./builder.js";
export * as coefficients from "./elementary/coefficients.js";
export { embed } from "./embed.js";
export { evaluateRequest } from "./evaluate-request.js";
export { evaluatorOf, lowerKernel, type Plan, planKernel, rolesOf, uniformSamples } from "./evaluator.js";
export { completeGuardsOf, guardsOf } from "./guard.js";
export { type Guards, guarded, type Roles } from "./guarded.js";
export { type Evaluator, interpret } from "./interpret.js";
export { lower } from "./lower.js";
export { answers, finiteProbes, probeInputs, uniformNumbers } from "./probe.js";
export {
  exponentBias,
  givesMask,
  type Instruction,
  type Operation,
  type Program,
  roundingBias,
} from "./program.js";
export { reference } from "./reference.js";
export { interpretRows } from "./rows/interpret-rows.js";
export {
  type Made,
  planRow,
  type Reduction,
  type RowOptions,
  type RowPlan,
  type Stage,
  THRESHOLD_STEPS,
} from "./rows/stages.js";
export { CHUNK, LANES, OrderedSum } from "./rows/sum.js";
