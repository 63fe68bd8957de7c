import type { BackendInfo } from "@actfn/core";

/** What the CPU backend says of itself. */
export interface CpuInfo extends BackendInfo {
  /** Why there are fewer threads than were asked for, in words; absent where there are not. */
  readonly threadLimit?: string;
}
