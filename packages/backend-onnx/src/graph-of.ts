import { fixedKernelOf, kernelOf, type UniformInput } from "@actfn/core/program";
import { castAtEdges } from "./graph/cast-edges.js";
import type { Layout } from "./lowering/layout.js";
import { lower } from "./lowering/lower.js";
import type { Graph } from "./model/model.js";
import {
  type Asked,
  nativeGraph,
  nativeOperator,
  varyingGraph,
  varyingOperator,
} from "./native/native-graph.js";

/**
 * The graph of a model file, with all options fixed: one operator if ONNX has it, otherwise a lowered graph. In bfloat16 it is
 * the float32 graph with casts at its inputs and outputs.
 */
export function fixedGraphOf(asked: Asked, layout: Layout): Graph {
  if (asked.dtype === "bfloat16") {
    const graph = fixedGraphOf({ ...asked, dtype: "float32" }, layout);
    return { ...castAtEdges(graph, "bfloat16"), name: `${asked.activation.name}_${asked.pass}_bfloat16` };
  }
  const operator = nativeOperator(asked);
  if (operator !== undefined) return nativeGraph(operator, asked, layout);
  return lower({ asked, kernel: fixedKernelOf(asked), layout }).graph;
}

/**
 * The graph for requests of one layout and one variant of options. Options that vary are inputs of the graph, so another value
 * needs no new session.
 */
export function graphOf(asked: Asked, layout: Layout): Graph {
  const options = varyingOptions(asked);
  if (options.length === 0) return fixedGraphOf(asked, layout);
  const operator = varyingOperator(asked, options);
  return operator === undefined
    ? lower({ asked, kernel: kernelOf(asked), layout }).graph
    : varyingGraph(operator, uniformsOf(asked), asked, layout);
}

/** Whether native operators compute requests like this one. */
export function isNative(asked: Asked): boolean {
  const options = varyingOptions(asked);
  return (options.length === 0 ? nativeOperator(asked) : varyingOperator(asked, options)) !== undefined;
}

/** The inputs of a request's graph that are options. A graph in float has some of them in several roundings. */
export function uniformsOf(asked: Asked): readonly UniformInput[] {
  const options = varyingOptions(asked);
  if (options.length === 0) return [];
  const others = asked.dtype === "float64" ? [] : (varyingOperator(asked, options)?.roundings ?? []);
  return options.flatMap((option) =>
    (["nearest", ...others] as const).map((rounding): UniformInput => ({ option, rounding })),
  );
}

function varyingOptions(asked: Asked): readonly string[] {
  return kernelOf(asked).inputs.flatMap(({ uniform }) =>
    uniform?.rounding === "nearest" ? [uniform.option] : [],
  );
}
