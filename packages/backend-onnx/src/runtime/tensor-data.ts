import type { TensorData } from "@actfn/core";

/** Data in memory that a runtime accepts: shared memory it does not, so that is copied. */
export function outside(data: TensorData): TensorData {
  const isShared = typeof SharedArrayBuffer !== "undefined" && data.buffer instanceof SharedArrayBuffer;
  return isShared ? data.slice() : data;
}

/** Data as it comes from a runtime: engines with a Float16Array give that for float16, where core has the bit patterns. */
export function read(data: unknown): TensorData {
  if (data instanceof Float32Array || data instanceof Float64Array || data instanceof Uint16Array)
    return data;
  const { buffer, byteOffset, byteLength } = data as ArrayBufferView;
  return new Uint16Array(buffer, byteOffset, byteLength / 2);
}
