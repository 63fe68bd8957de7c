import { kernelOf } from "@actfn/core";
import type { Layout } from "./lowering/layout.js";
import { lower } from "./lowering/lower.js";
import type { Graph } from "./model/model.js";
import { type Asked, nativeGraph, nativeOperator } from "./native/native-graph.js";

/** The graph that answers a request laid out in a certain way: one operator where ONNX has it, otherwise a lowered one. */
export function graphOf(asked: Asked, layout: Layout): Graph {
  const operator = nativeOperator(asked);
  if (operator !== undefined) return nativeGraph(operator, asked, layout);
  return lower({ asked, kernel: kernelOf(asked), layout });
}
