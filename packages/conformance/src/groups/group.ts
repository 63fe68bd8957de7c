import type { Context } from "../run/context.js";

/** The groups, in the order in which they run. */
export const groupIds = [
  "contract",
  "golden",
  "specials",
  "shapes",
  "sizes",
  "aliasing",
  "options",
  "relations",
  "gradients",
  "random",
  "errors",
  "life-cycle",
  "memory",
  "fuzz",
  "exhaustive-float16",
  "exhaustive-bfloat16",
  "exhaustive-float32",
] as const;

/** The name of a group, by which profiles choose it. */
export type GroupId = (typeof groupIds)[number];

/** Checks that belong together because they look at one side of a backend. */
export interface Group {
  readonly id: GroupId;
  /** What a backend that passes can be relied on for, in a sentence. */
  readonly promise: string;
  /** Runs its checks, each by `context.check`. */
  readonly run: (context: Context) => Promise<void>;
}
