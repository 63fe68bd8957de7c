import { allocate, type DType, type KernelRequest, sizeOf, Tensor, type TensorData } from "@actfn/core";

/** From so many bytes on memory that nobody clears first is faster than memory that is cleared. */
const MANY = 4096;

interface UnclearedMemory {
  allocUnsafeSlow(bytes: number): { readonly buffer: ArrayBuffer };
}

const node = (globalThis as { readonly Buffer?: Partial<UnclearedMemory> }).Buffer;
const uncleared = typeof node?.allocUnsafeSlow === "function" ? (node as UnclearedMemory) : undefined;

/** The tensors to be filled: the caller's, or new ones whose every element must be written before anyone sees them. */
export function resultsOf({ shapes, outputs, dtype }: KernelRequest): Tensor[] {
  const results: Tensor[] = [];
  for (let i = 0; i < shapes.length; i++) {
    const shape = shapes[i] as readonly number[];
    results.push(outputs[i] ?? Tensor.of(dtype, shape, memoryFor(dtype, sizeOf(shape))));
  }
  return results;
}

function memoryFor(dtype: DType, length: number): TensorData {
  if (uncleared === undefined || dtype !== "float32" || 4 * length < MANY) return allocate(dtype, length);
  try {
    return new Float32Array(uncleared.allocUnsafeSlow(4 * length).buffer);
  } catch {
    // Too large, which `allocate` says in words.
    return allocate(dtype, length);
  }
}
