import { encodeModel } from "./encode.js";
import type { Graph } from "./model.js";

/**
 * The operator set that graphs are written for: the first with Gelu. Newer sets lack kernels in places.
 */
export const opset = 20;

/** The file format of this operator set. */
export const irVersion = 9;

/** The oldest ONNX Runtime on which the whole catalogue was tested; see reports/versions.json. */
export const oldestRuntime = "1.21";

/** A sentence for readers of the model: which runtimes load it. */
export const loadsIn: string = `Loads in ONNX Runtime ${oldestRuntime} and newer.`;

/** A graph as the bytes of a `.onnx` file. */
export function modelBytes(graph: Graph, documentation?: string): Uint8Array {
  const model = { graph, opset, irVersion, producer: "actfn" };
  return encodeModel(documentation === undefined ? model : { ...model, documentation });
}
