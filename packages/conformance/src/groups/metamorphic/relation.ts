import type { Interval } from "./interval.js";
import type { IntervalEvaluator } from "./interval-evaluator.js";

/** Something that must hold between results, whatever they are. */
export interface Relation {
  /** As it is written: `gelu(x) − gelu(−x) = x`. */
  readonly name: string;
  /** The activations in it, the one that it is filed under first. */
  readonly of: readonly string[];
  /** Both sides at the inputs; they must agree within their errors. */
  readonly sides: (f: IntervalEvaluator, x: Interval) => Promise<Sides>;
}

/** Two sides that must be equal. */
export interface Sides {
  readonly left: Interval;
  readonly right: Interval;
  /** The inputs that the elements belong to, where they are not x's own. */
  readonly at?: Interval;
  /** Whether the two are the very same numbers. */
  readonly exact?: boolean;
}
