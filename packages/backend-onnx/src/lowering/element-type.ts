import type { DType } from "@actfn/core";
import type { ElementType } from "../model/model.js";

/** ONNX's name for each dtype. */
export const elementTypeOf: Readonly<Record<DType, ElementType>> = {
  float32: "float",
  float64: "double",
  float16: "float16",
  bfloat16: "bfloat16",
};
