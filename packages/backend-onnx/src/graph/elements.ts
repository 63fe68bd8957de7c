import { numberToBfloat16, numberToFloat16 } from "@actfn/core";
import type { ElementType } from "../model/model.js";

const bytesPerElement: Readonly<Record<ElementType, number>> = {
  float: 4,
  double: 8,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  bool: 1,
};

/** The elements of a tensor as ONNX stores them: little-endian, each rounded once to the element type. */
export function encodeElements(type: ElementType, values: readonly number[]): Uint8Array {
  const size = bytesPerElement[type];
  const view = new DataView(new ArrayBuffer(values.length * size));
  for (const [i, value] of values.entries()) {
    const at = i * size;
    if (type === "float") view.setFloat32(at, value, true);
    else if (type === "double") view.setFloat64(at, value, true);
    else if (type === "float16") view.setUint16(at, numberToFloat16(value), true);
    else if (type === "bfloat16") view.setUint16(at, numberToBfloat16(value), true);
    else if (type === "int64") view.setBigInt64(at, BigInt(value), true);
    else view.setUint8(at, value);
  }
  return new Uint8Array(view.buffer);
}
