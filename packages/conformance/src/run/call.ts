import {
  type AnyActivation,
  cast,
  type DType,
  type KernelRequest,
  type Pass,
  type Precision,
  Tensor,
  toRequest,
} from "@actfn/core";
import { evaluateRequest } from "@actfn/core/program";
import { largestTerms } from "../numbers/terms.js";

/** One call of an activation, before a precision is chosen. */
export interface Call {
  readonly activation: AnyActivation;
  readonly pass: Pass;
  /** The activation's options, tensors among them. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly x: Tensor;
  /** The cotangent for the backward pass. Default: ones. */
  readonly dy?: Tensor;
}

/** What is right for a call. */
export interface Exact {
  /** For each result its elements, as doubles. */
  readonly values: readonly Float64Array[];
  /** For each result the largest term that each element is a sum of. */
  readonly terms: () => readonly Float64Array[];
}

/** The request that core makes of a call. `out` is what the user would pass. */
export function requestOf(call: Call, precision: Precision, out?: unknown): KernelRequest {
  const { activation, pass, x, options } = call;
  const given = { ...activation.preset, ...options, ...(out === undefined ? {} : { out }) };
  const { definition } = activation;
  if (pass === "forward") return toRequest({ definition, pass, x, options: given }, precision);
  const dy = call.dy ?? filled(outputShapeOf(call), x.dtype, 1);
  return toRequest({ definition, pass, x, dy, options: given }, precision);
}

/** The shape of a call's output. */
export function outputShapeOf(call: Call): readonly number[] {
  return requestOf({ ...call, pass: "forward" }, "strict").shapes[0] as readonly number[];
}

/** A tensor of one number. */
export function filled(shape: readonly number[], dtype: DType, value: number): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return cast(new Tensor("float64", shape, new Float64Array(size).fill(value)), dtype);
}

const known = new WeakMap<Call, Exact>();

/** The right results of a call by core's reference, in double; remembered for each call. */
export function exactOf(call: Call): Exact {
  const found = known.get(call);
  if (found !== undefined) return found;
  const wide = widened(requestOf(call, "strict"));
  let terms: readonly Float64Array[] | undefined;
  const exact: Exact = {
    values: evaluateRequest(wide).map(({ data }) => data as Float64Array),
    terms: () => {
      terms ??= largestTerms(wide);
      return terms;
    },
  };
  known.set(call, exact);
  return exact;
}

/** The same request over the same numbers in float64. */
export function widened(request: KernelRequest): KernelRequest {
  return {
    ...request,
    dtype: "float64",
    inputs: request.inputs.map((input) => cast(input, "float64")),
    outputs: request.outputs.map(() => undefined),
  };
}

/** A call's options in a line, for messages: `alpha=1, weight=[3]`. */
export function describeOptions(options: Call["options"]): string {
  return Object.entries(options)
    .map(([name, value]) => `${name}=${Tensor.isTensor(value) ? `tensor[${value.shape}]` : String(value)}`)
    .join(", ");
}
