import type { BufferKind, BufferPool } from "./buffer-pool.js";
import type { GpuBuffer, GpuDevice } from "./gpu.js";

/** The buffers of one call. They go back to the pool together. */
export class CallMemory {
  private readonly device: GpuDevice;
  private readonly pool: BufferPool;
  private readonly taken: { readonly buffer: GpuBuffer; readonly kind: BufferKind }[] = [];

  constructor(device: GpuDevice, pool: BufferPool) {
    this.device = device;
    this.pool = pool;
  }

  /** A buffer of so many words of 32 bits, with whatever it held before. */
  words(count: number, kind: BufferKind = "storage"): GpuBuffer {
    const buffer = this.pool.take(4 * Math.max(count, 1), kind);
    this.taken.push({ buffer, kind });
    return buffer;
  }

  /** A buffer that holds some words. They are copied at once. */
  holding(words: Uint32Array, kind: BufferKind = "storage"): GpuBuffer {
    const buffer = this.words(words.length, kind);
    // Views of shared memory are copied: Node 20 ends the process over one that is passed to native code.
    const { buffer: memory, byteOffset, byteLength } = words;
    const [data, from] = memory instanceof ArrayBuffer ? [memory, byteOffset] : [words.slice().buffer, 0];
    if (byteLength > 0) this.device.queue.writeBuffer(buffer, 0, data as ArrayBuffer, from, byteLength);
    return buffer;
  }

  /** Gives all buffers back. After a failure they are destroyed: nobody knows in which state they are. */
  release(failed = false): void {
    for (const { buffer, kind } of this.taken.splice(0)) this.pool.release(buffer, kind, failed);
  }
}
