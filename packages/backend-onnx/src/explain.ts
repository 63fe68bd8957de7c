import { type Explanation, type KernelRequest, partsOf } from "@actfn/core";
import { fixedKernelOf, type Kernel, kernelOf } from "@actfn/core/program";
import { isNative } from "./graph-of.js";
import { allowedFloatError, floatErrorOf } from "./lowering/float-error.js";
import { viewOf } from "./lowering/layout.js";
import { lower } from "./lowering/lower.js";
import { nativeOperator } from "./native/native-graph.js";

/** The explanations of lowered kernels, by dtype and precision. */
const known = new WeakMap<Kernel, Map<string, Explanation>>();

/** Explains whether a request is computed in float32 or in float64, and why. If it is not native, lowers it once to find out. */
export function explain(request: KernelRequest): Explanation {
  // bfloat16 is computed as float32.
  if (request.dtype === "bfloat16") return explain({ ...request, dtype: "float32" });
  if (isNative(request)) return ofOperator(request);
  const kernel = kernelOf(request);
  let explanations = known.get(kernel);
  if (explanations === undefined) {
    explanations = new Map();
    known.set(kernel, explanations);
  }
  const key = `${request.dtype} ${request.precision}`;
  const explanation = explanations.get(key) ?? ofLowered(request, kernel);
  explanations.set(key, explanation);
  return explanation;
}

function ofOperator(request: KernelRequest): Explanation {
  const operator = nativeOperator(request)?.op;
  return {
    arithmetic: request.dtype === "float64" ? "float64" : "float32",
    reason:
      operator === undefined
        ? "Native operators compute it."
        : `The native operator ${operator} computes it.`,
  };
}

function ofLowered(request: KernelRequest, kernel: Kernel): Explanation {
  const { activation, options, dtype, precision } = request;
  if (dtype === "float64") return { arithmetic: "float64", reason: "The tensors are float64." };
  if (activation.domain.kind === "axis") {
    return { arithmetic: "float64", reason: "Graphs along an axis are computed in double." };
  }
  const { layout } = viewOf(request, partsOf(activation, options));
  const hasConstantOptions = kernel.inputs.every(({ access }) => access !== "uniform");
  const made = hasConstantOptions ? fixedKernelOf(request) : kernel;
  const { compute } = lower({ asked: request, kernel: made, layout });
  const error = floatErrorOf(made);
  const allowed = `${allowedFloatError(precision)} ulp are allowed`;
  if (compute === "float") {
    return {
      arithmetic: "float32",
      reason: `The rounding errors of the graph in float add up to at most ${error} ulp; ${allowed}.`,
    };
  }
  if (error <= allowedFloatError(precision)) {
    return { arithmetic: "float64", reason: "The graph in float is wrong at an infinity, NaN or a zero." };
  }
  const bound = Number.isFinite(error) ? `may add up to ${error} ulp` : "have no known bound";
  return {
    arithmetic: "float64",
    reason: `The rounding errors of the graph in float ${bound}; ${allowed}.`,
  };
}
