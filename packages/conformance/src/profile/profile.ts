import type { AnyActivation, Deviation, DType, Precision, Tolerance } from "@actfn/core";
import type { CaseSource } from "../cases/case-source.js";
import type { GroupId } from "../groups/group-id.js";

/** What a run checks. Without tolerances and deviations in the profile, those of the backend's `declarations` apply. */
export interface Profile {
  /** Wider bounds than those of the contract, each with its reason. If several match, the last one applies. Default: those that the backend declares. */
  readonly tolerances?: readonly Tolerance[];
  /**
   * Known deviations, each with its reason. A full run fails if one no longer occurs or matches no check. Default: those that
   * the backend declares.
   */
  readonly deviations?: readonly Deviation[];
  /**
   * - `quick`: one activation of each family in float32. For probes at startup.
   * - `full`: all checks except the exhaustive ones. The default.
   * - `exhaustive`: also all 2^32 float32 inputs.
   *
   * The README of this package says how long they take.
   */
  readonly effort?: Effort;
  /**
   * The activations to check, as names or values: `["relu", mine]`. A quick run checks one of each family. Default: the whole
   * catalogue.
   */
  readonly activations?: readonly (AnyActivation | string)[];
  /** The groups to run. Default: all. */
  readonly groups?: readonly GroupId[];
  /** The precisions to check. Default: both. */
  readonly precisions?: readonly Precision[];
  /** The dtypes to check. Default: all; float32 in a quick run. */
  readonly dtypes?: readonly DType[];
  /** The seed of all random inputs. The same seed repeats a failure. Default: 1. */
  readonly seed?: number;
  /** The source of the golden cases. Default: the files of this package. */
  readonly cases?: CaseSource;
  /** Called after each check, for example for a progress bar. */
  readonly onProgress?: (progress: Progress) => void;
}

/** How much is checked. */
export type Effort = "quick" | "full" | "exhaustive";

/** The progress of a run. */
export interface Progress {
  readonly group: GroupId;
  /** The number of completed groups. */
  readonly done: number;
  /** The number of all groups. */
  readonly of: number;
  readonly checks: number;
  readonly failed: number;
}
