/**
 * What backends are built on. `kernelOf` turns a request into the expressions that it computes, its compute kernel; `evaluateRequest`
 * evaluates it, and `reference` is the backend that does nothing else.
 *
 * From expressions to machine operations: `lower` turns elementwise expressions into a straight-line `Program`, with
 * an `Arithmetic` that says how; `planRow` cuts row expressions into passes; `interpret` and `interpretRows` run them
 * in plain TypeScript. Whoever wants a kernel evaluated asks for `evaluatorOf(kernel, domain, dtype, pass)`.
 */

export type { Access, Kernel, KernelInput, KernelOutput } from "../request/kernel.js";
export { fixedKernelOf, kernelOf } from "../request/kernel-of.js";
export { type OptionNumbers, type Rounding, type UniformInput, uniformValue } from "../request/uniform.js";
export { optionsKey, type Variant, variantOf } from "../request/variant.js";
export type { Format } from "../tensor/dtype.js";
export {
  type Arithmetic,
  double,
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
