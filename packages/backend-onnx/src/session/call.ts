import {
  type Definition,
  type KernelRequest,
  optionsKey,
  type Pass,
  partsOf,
  type Tensor,
} from "@actfn/core";
import { type Layout, type View, viewOf } from "../lowering/layout.js";
import { inputNames, outputNames } from "../lowering/tensor-names.js";
import type { Feed, Feeds } from "../runtime/engine.js";

/** A request as a session takes it. */
export interface Call {
  /** Equal for requests that the same session answers. */
  readonly key: string;
  readonly layout: Layout;
  readonly feeds: Feeds;
  /** The graph's outputs, in the order of the answer's tensors. */
  readonly outputs: readonly string[];
  /** The outputs that are to be filled. */
  readonly fetches: Feeds;
}

/** Lays a request out for a session. */
export function callOf(request: KernelRequest): Call {
  const { activation, options, pass, precision, dtype, inputs } = request;
  const facts = factsOf(activation);
  const view = viewOf(request, partsOf(activation, options));
  const key = `${facts.id} ${pass} ${precision} ${dtype} ${view.layout.key} ${optionsKey(options)}`;
  const { inputs: names, outputs } = facts[pass];
  const feeds: Record<string, Feed> = {};
  for (let i = 0; i < inputs.length; i++) {
    const { data } = inputs[i] as Tensor;
    feeds[names[i] as string] = { type: dtype, data, dims: dimsOfInput(request, view, i) };
  }
  return { key, layout: view.layout, feeds, outputs, fetches: {} };
}

/** The lengths of an input's axes in the graph. */
function dimsOfInput({ activation, inputs, pass }: KernelRequest, view: View, i: number): readonly number[] {
  const { dims, layout } = view;
  if (i === 0) return dims;
  if (i < inputs.length - 1 || pass === "forward") {
    return (layout.extents[i - 1] as readonly boolean[]).map((extends_, axis) =>
      extends_ ? (dims[axis] as number) : 1,
    );
  }
  if (activation.domain.kind === "pointwise") return dims;
  // dy has the output's shape, which differs from x's along the axis at most.
  const others = dims.reduce((size, length, axis) => (axis === layout.axis ? size : size * length), 1);
  const along = (inputs[i] as Tensor).size / others;
  return dims.map((length, axis) => (axis === layout.axis ? along : length));
}

interface Names {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

type Facts = Readonly<Record<Pass, Names>> & { readonly id: number };

const known = new WeakMap<Definition, Facts>();
let count = 0;

/** What is the same for all requests of an activation: a number of its own, and the names of its graphs' tensors. */
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
