import {
  type Definition,
  type KernelRequest,
  type Pass,
  partsOf,
  type ResolvedOptions,
  type Tensor,
} from "@actfn/core";
import { uniformValue, type Variant, variantOf } from "@actfn/core/program";
import { uniformsOf } from "../graph-of.js";
import { type Layout, type View, viewOf } from "../lowering/layout.js";
import { inputNames, optionInput, outputNames } from "../lowering/tensor-names.js";
import type { Feed, Feeds } from "../runtime/engine.js";

/** A request in the form of a session. */
export interface Call {
  /** Equal for requests of the same session. */
  readonly key: string;
  readonly layout: Layout;
  readonly feeds: Feeds;
  /** The outputs of the graph, in the order of the results. */
  readonly outputs: readonly string[];
}

/** Converts a request to the form of a session. A bfloat16 request must have been widened before. */
export function callOf(request: KernelRequest): Call {
  const { activation, options, pass, precision, dtype, inputs } = request;
  const facts = factsOf(activation);
  const view = viewOf(request, partsOf(activation, options));
  const key = `${facts.id} ${pass} ${precision} ${dtype} ${view.layout.key} ${variantNumber(activation, options)}`;
  const { inputs: names, outputs } = facts[pass];
  const feeds: Record<string, Feed> = {};
  for (let i = 0; i < inputs.length; i++) {
    const { data } = inputs[i] as Tensor;
    feeds[names[i] as string] = { type: dtype as Feed["type"], data, dims: dimsOfInput(request, view, i) };
  }
  for (const uniform of uniformsOf(request)) {
    const format = uniform.rounding === "nearest" ? "float64" : "float32";
    const data = Float64Array.of(uniformValue(uniform, options, format));
    feeds[optionInput(uniform)] = { type: "float64", data, dims: [] };
  }
  return { key, layout: view.layout, feeds, outputs };
}

/** The lengths of an input's axes in the graph. */
function dimsOfInput(request: KernelRequest, view: View, i: number): readonly number[] {
  if (i === 0) return view.dims;
  const isCotangent = request.pass === "backward" && i === request.inputs.length - 1;
  return isCotangent ? likeOutput(request, view, request.inputs[i] as Tensor) : dimsOfOption(view, i - 1);
}

function dimsOfOption({ dims, layout }: View, option: number): readonly number[] {
  const extent = layout.extents[option] as readonly boolean[];
  return dims.map((length, axis) => (extent[axis] === true ? length : 1));
}

/** The lengths of a tensor with the shape of the output, which differs from x along the axis at most. */
function likeOutput(
  { activation }: KernelRequest,
  { dims, layout }: View,
  tensor: Tensor,
): readonly number[] {
  if (activation.domain.kind === "pointwise") return dims;
  const others = dims.reduce((size, length, axis) => (axis === layout.axis ? size : size * length), 1);
  return dims.map((length, axis) => (axis === layout.axis ? tensor.size / others : length));
}

const numbers = new WeakMap<Variant, number>();
let variants = 0;

/** A number that is equal for all options of one graph. */
function variantNumber(activation: Definition, options: ResolvedOptions): number {
  const variant = variantOf(activation, options);
  let number = numbers.get(variant);
  if (number === undefined) {
    number = ++variants;
    numbers.set(variant, number);
  }
  return number;
}

interface Names {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

type Facts = Readonly<Record<Pass, Names>> & { readonly id: number };

const known = new WeakMap<Definition, Facts>();
let count = 0;

/** Data that all requests of an activation share: an id, and the names of the tensors of its graphs. */
function factsOf(activation: Definition): Facts {
  let facts = known.get(activation);
  if (facts === undefined) {
    const names = (pass: Pass): Names => ({
      inputs: inputNames(activation, pass),
      outputs: outputNames(activation, pass),
    });
    facts = { id: ++count, forward: names("forward"), backward: names("backward") };
    known.set(activation, facts);
  }
  return facts;
}
