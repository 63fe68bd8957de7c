import { type GpuBuffer, type GpuDevice, usage } from "./gpu.js";

/** What a buffer is for. */
export type BufferKind = "storage" | "uniform" | "download";

const usages: Readonly<Record<BufferKind, number>> = {
  storage: usage.storage | usage.copyTarget | usage.copySource,
  uniform: usage.uniform | usage.copyTarget,
  download: usage.mapRead | usage.copyTarget,
};

/** The smallest buffer: many calls are small. */
const LEAST = 256;
/** Bytes of buffers that wait for the next call. What is beyond is given back to the device. */
const MOST_IDLE = 64 * 2 ** 20;

/** Buffers by size and kind, which the next call takes again: to make one costs more than a small call. */
export class BufferPool {
  private readonly device: GpuDevice;
  private readonly idle = new Map<string, GpuBuffer[]>();
  private idleBytes = 0;
  /** Bytes of buffers that calls use now. */
  usedBytes = 0;

  constructor(device: GpuDevice) {
    this.device = device;
  }

  /** A buffer of at least so many bytes, with whatever it held before. */
  take(bytes: number, kind: BufferKind): GpuBuffer {
    const size = this.sizeFor(bytes);
    const found = this.idle.get(`${kind} ${size}`)?.pop();
    if (found !== undefined) this.idleBytes -= size;
    this.usedBytes += size;
    return found ?? this.device.createBuffer({ size, usage: usages[kind] });
  }

  /**
   * Takes a buffer back, or destroys it if it is not to be used again. The work that uses it may still be queued: the queue keeps
   * its order.
   */
  release(buffer: GpuBuffer, kind: BufferKind, isSpoiled = false): void {
    const { size } = buffer;
    this.usedBytes -= size;
    if (isSpoiled || this.idleBytes + size > MOST_IDLE) {
      buffer.destroy();
      return;
    }
    this.idleBytes += size;
    const key = `${kind} ${size}`;
    const list = this.idle.get(key) ?? [];
    list.push(buffer);
    this.idle.set(key, list);
  }

  /** Destroys what waits. */
  clear(): void {
    for (const list of this.idle.values()) for (const buffer of list) buffer.destroy();
    this.idle.clear();
    this.idleBytes = 0;
  }

  /** Powers of two, so that few sizes serve all calls; large ones to the next mebibyte, which wastes less. */
  private sizeFor(bytes: number): number {
    const { maxBufferSize } = this.device.limits;
    const step = 2 ** 20;
    const size =
      bytes > 16 * step ? Math.ceil(bytes / step) * step : 2 ** Math.ceil(Math.log2(Math.max(bytes, LEAST)));
    return Math.min(size, Math.max(maxBufferSize - (maxBufferSize % 4), bytes));
  }
}
