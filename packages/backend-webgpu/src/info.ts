import type { BackendInfo } from "@actfn/core";
import type { DoubleKernel } from "@actfn/core/float32";
import type { StartCheck } from "./start-check/start-check.js";

/** What the WebGPU backend says of itself. */
export interface WebgpuInfo extends BackendInfo {
  /** The adapter's vendor, architecture, device and description, as far as the engine tells them. */
  readonly adapter: string;
  /** What the device does with float32 numbers. It was found when the backend started. */
  readonly startCheck: StartCheck;
  /** Whether the adapter is a processor that stands in for a GPU. Absent if the engine does not tell. */
  readonly isFallbackAdapter?: boolean;
  /**
   * The kernels of `fast` calls so far that need double arithmetic, because float32 is not accurate enough or lacks a primitive. At
   * most the last hundred, one for each activation and pass.
   */
  readonly inDouble: readonly DoubleKernel[];
}
