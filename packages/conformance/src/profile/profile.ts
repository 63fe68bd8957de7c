import type { AnyActivation, Deviation, DType, Precision, Tolerance } from "@actfn/core";
import type { CaseSource } from "../cases/case-source.js";
import type { GroupId } from "../groups/group-id.js";

/**
 * How thoroughly a backend is to be checked, and against what. It is held to all of the contract's promises but for what
 * it declares of itself (`declarations`).
 */
export interface Profile {
  /** Bounds other than the contract's, each with its reason. Where several match, the last one counts. Default: what the backend declares. */
  readonly tolerances?: readonly Tolerance[];
  /**
   * Known deviations, each with its reason. They are run: one that no longer deviates, or matches nothing, fails. Default:
   * what the backend declares.
   */
  readonly limitations?: readonly Deviation[];
  /**
   * - `quick`: a start-up probe, under 2 s: one activation of each family, in float32.
   * - `full`: everything but the next, in a minute or two; where absent.
   * - `exhaustive`: also all 2^32 float32; choose the activations.
   */
  readonly effort?: Effort;
  /**
   * The activations to check, by name or as they are: `["relu", mine]`. A quick run takes one of each family. Default: all of
   * the catalogue.
   */
  readonly activations?: readonly (AnyActivation | string)[];
  /** The groups to run; all where absent. */
  readonly groups?: readonly GroupId[];
  /** The precisions to check; both where absent. */
  readonly precisions?: readonly Precision[];
  /** The dtypes to check; all where absent, in a quick run float32. */
  readonly dtypes?: readonly DType[];
  /** The seed of everything random; 1 where absent. A failure is repeated by the same seed. */
  readonly seed?: number;
  /** Where the golden cases come from; the files of this package where absent. */
  readonly cases?: CaseSource;
  /** Told after every check, for a progress bar. */
  readonly onProgress?: (progress: Progress) => void;
}

/** How much is checked. */
export type Effort = "quick" | "full" | "exhaustive";

/** How far a run has come. */
export interface Progress {
  readonly group: GroupId;
  /** Groups done, and all of them. */
  readonly done: number;
  readonly of: number;
  readonly checks: number;
  readonly failed: number;
}
