import * as ort from "onnxruntime-node";
import type { OnnxRuntime } from "../src/index.js";

/** onnxruntime-node as a runtime that is passed in, without what makes it known as itself: only its public interface. */
export const publicOnly: OnnxRuntime = {
  InferenceSession: ort.InferenceSession as unknown as OnnxRuntime["InferenceSession"],
  Tensor: ort.Tensor as unknown as OnnxRuntime["Tensor"],
};
