import type { TensorData } from "@actfn/core";

/** Data in memory that a runtime accepts. It does not accept shared memory, which is copied. */
export function outside(data: TensorData): TensorData {
  const isShared = typeof SharedArrayBuffer !== "undefined" && data.buffer instanceof SharedArrayBuffer;
  return isShared ? data.slice() : data;
}

/** Data from a runtime. Engines with `Float16Array` return it for float16; core has the bit patterns instead. */
export function read(data: unknown): TensorData {
  if (data instanceof Float32Array || data instanceof Float64Array || data instanceof Uint16Array)
    return data;
  const { buffer, byteOffset, byteLength } = data as ArrayBufferView;
  return new Uint16Array(buffer, byteOffset, byteLength / 2);
}
