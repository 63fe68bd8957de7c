import { kernelOf } from "@actfn/core";
import { castAtEdges } from "./graph/cast-edges.js";
import type { Layout } from "./lowering/layout.js";
import { lower } from "./lowering/lower.js";
import type { Graph } from "./model/model.js";
import { type Asked, nativeGraph, nativeOperator } from "./native/native-graph.js";

/** The graph that answers a request laid out in a certain way: one operator where ONNX has it, otherwise a lowered one. In bfloat16 it is float32's, with casts at its edges. */
export function graphOf(asked: Asked, layout: Layout): Graph {
  if (asked.dtype === "bfloat16") {
    const graph = graphOf({ ...asked, dtype: "float32" }, layout);
    return { ...castAtEdges(graph, "bfloat16"), name: `${asked.activation.name}_${asked.pass}_bfloat16` };
  }
  const operator = nativeOperator(asked);
  if (operator !== undefined) return nativeGraph(operator, asked, layout);
  return lower({ asked, kernel: kernelOf(asked), layout });
}
