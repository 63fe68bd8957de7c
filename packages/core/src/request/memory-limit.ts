import type { Definition } from "../definition/definition.js";
import { tensorOptionsOf } from "../definition/options.js";
import { InputSizeError } from "../errors/input-size-error.js";
import { bytesPerElement, type DType } from "../tensor/dtype.js";
import { nestedShape } from "../tensor/from.js";
import { sizeOf } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import type { Call } from "./call.js";

/** Refuses a call whose arguments alone would take too much memory as tensors. Looks at lengths, copies nothing. */
export function checkInputBytes({ definition, x, dy, options }: Call, allowed: number): void {
  let bytes = bytesOf(x) + bytesOf(dy);
  for (const [name] of tensorOptionsOf(definition)) bytes += bytesOf(options[name]);
  if (bytes > allowed) throw new InputSizeError(definition.name, bytes, allowed);
}

/** Refuses a call whose inputs, and results that are yet to be allocated, take too much together. */
export function checkBytes(
  definition: Definition,
  inputs: readonly Tensor[],
  shapes: readonly (readonly number[])[],
  outputs: readonly (Tensor | undefined)[],
  dtype: DType,
  allowed: number,
): void {
  let bytes = 0;
  for (const { data } of inputs) bytes += data.byteLength;
  for (const [i, shape] of shapes.entries()) {
    if (outputs[i] === undefined) bytes += sizeOf(shape) * bytesPerElement[dtype];
  }
  if (bytes > allowed) throw new InputSizeError(definition.name, bytes, allowed);
}

/** What a value takes, or will take once it is a tensor. */
function bytesOf(value: unknown): number {
  if (Tensor.isTensor(value)) return value.data.byteLength;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  return Array.isArray(value) ? sizeOf(nestedShape(value)) * bytesPerElement.float32 : 0;
}
