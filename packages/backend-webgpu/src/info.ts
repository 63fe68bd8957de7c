import type { BackendInfo } from "@actfn/core";
import type { DoubleKernel } from "@actfn/core/float32";

/** What the WebGPU backend says of itself. */
export interface WebgpuInfo extends BackendInfo {
  /** The adapter's vendor, architecture, device and description, as far as the engine tells them. */
  readonly adapter: string;
  /** Whether the adapter is a processor that stands in for a GPU. Absent if the engine does not tell. */
  readonly isFallbackAdapter?: boolean;
  /**
   * The kernels of `fast` calls so far that need double arithmetic, because float32 is not accurate enough or lacks a primitive. At
   * most the last hundred, one for each activation and pass.
   */
  readonly inDouble: readonly DoubleKernel[];
}
