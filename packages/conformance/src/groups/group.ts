import type { Context } from "../run/context.js";
import type { GroupId } from "./group-id.js";

/** Checks that belong together because they look at one side of a backend. */
export interface Group {
  readonly id: GroupId;
  /** What holds for a backend that passes, in a sentence. */
  readonly guarantee: string;
  /** Runs its checks, each by `context.check`. */
  readonly run: (context: Context) => Promise<void>;
}
