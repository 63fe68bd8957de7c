import type { Geometry, KernelRequest } from "@actfn/core";
import type { Kernel } from "@actfn/core/program";
import type { CallMemory } from "./device/call-memory.js";
import type { Dispatch } from "./device/device.js";
import type { GpuBuffer } from "./device/gpu.js";

/** What a kernel runs as on the device: compiled once, run for every request of its kind. */
export interface Routine {
  /** Words that a number of a tensor takes: 1 for a float32, 2 for a float64, the low word first. */
  readonly wordsPerNumber: 1 | 2;
  /**
   * Whether the numbers of a tensor option's gradient are summed on the device. Otherwise the result has a float32 term for each
   * element.
   */
  readonly sumsOnDevice: boolean;
  /** Storage buffers that its shaders bind, which a device limits. */
  readonly buffers: number;
  /** Why a request of its kind is not run, for its size; undefined if it is. Default: every request is run. */
  refusal?(request: KernelRequest): string | undefined;
  /** Bytes of the largest buffer that a request needs besides those of its tensors. Default: none of note. */
  bytes?(request: KernelRequest): number;
  /** The dispatches of a request that has elements or results, in their order. Long work may run before the promise resolves. */
  dispatches(call: Call): Promise<readonly Dispatch[]>;
}

/** One request on its way over the device. */
export interface Call {
  readonly request: KernelRequest;
  readonly kernel: Kernel;
  readonly geometry: Geometry;
  /** A buffer for each tensor of the request, filled. */
  readonly inputs: readonly GpuBuffer[];
  /** A buffer for each result: its numbers, or a term for each element where these are summed afterwards. */
  readonly results: readonly GpuBuffer[];
  /** For tables and for what dispatches hand to each other. */
  readonly memory: CallMemory;
}
