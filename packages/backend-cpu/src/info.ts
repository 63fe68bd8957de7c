import type { BackendInfo } from "@actfn/core";
import type { DoubleKernel } from "@actfn/core/float32";

/** What the CPU backend says of itself. */
export interface CpuInfo extends BackendInfo {
  /** Why there are fewer threads than were asked for. Absent if there are as many. */
  readonly threadLimit?: string;
  /**
   * The kernels of `fast` calls so far that run in double, because float32 is not accurate enough or lacks a primitive. At
   * most the last hundred, one for each activation and pass.
   */
  readonly inDouble: readonly DoubleKernel[];
}
