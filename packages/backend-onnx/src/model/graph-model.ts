import { encodeModel } from "./encode.js";
import type { Graph } from "./model.js";

/**
 * The operator set that graphs are written for: the first with Gelu. ONNX Runtime from 1.17 on runs it, in Node, in the
 * browser and in model servers; newer sets lack kernels in places.
 */
export const opset = 20;

/** The file format that belongs to it. */
export const irVersion = 9;

/** A graph as the bytes of a `.onnx` file. */
export function modelBytes(graph: Graph, documentation?: string): Uint8Array {
  const model = { graph, opset, irVersion, producer: "actfn" };
  return encodeModel(documentation === undefined ? model : { ...model, documentation });
}
