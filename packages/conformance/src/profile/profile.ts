import type { AnyActivation, DType, Precision } from "@actfn/core";
import type { CaseSource } from "../cases/case-source.js";
import type { GroupId } from "../groups/group.js";
import type { Selection } from "./selection.js";

/**
 * What a backend declares of itself, and how thoroughly it is to be checked. Without a profile a backend is held to all
 * of the contract's promises.
 */
export interface Profile {
  /** Bounds other than the contract's, each with its reason. Where several match, the last one counts. */
  readonly tolerances?: readonly Tolerance[];
  /** Known deviations, each with its reason. They are run: one that no longer deviates, or matches nothing, fails. */
  readonly limitations?: readonly Limitation[];
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

/** A bound of its own for some checks. */
export interface Tolerance {
  readonly where: Selection;
  /** The largest error allowed, in units in the last place of the exact value. */
  readonly ulp: number;
  /** And, where it is more, this part of the largest of the terms that cancel; the contract's where absent. */
  readonly ofTerm?: number;
  /** Why it cannot be the contract's bound, and how it was found. */
  readonly reason: string;
}

/** A known deviation. `reason` is part of the type: nothing is passed over without one. */
export type Limitation = UnsupportedLimitation | FailingLimitation | DeviatingLimitation;

interface Declared {
  /** A short name under which reports list it: `"sigmoid-tail"`. */
  readonly id: string;
  /** Why it is so. */
  readonly reason: string;
  /** Where it is reported or discussed. */
  readonly link?: string;
  /** The checks it concerns. */
  readonly where: Selection;
}

/** The backend answers `supports` with "unsupported" for all of them. */
export interface UnsupportedLimitation extends Declared {
  readonly expect: "unsupported";
}

/** The checks fail, or throw. For what is not about numbers, such as a life cycle that cannot be kept. */
export interface FailingLimitation extends Declared {
  readonly expect: "fails";
}

/** Some results are other numbers than the right ones. */
export interface DeviatingLimitation extends Declared {
  readonly expect: "deviates";
  /** Only elements whose input lies in this interval, both ends included, or is NaN. Any input where absent. */
  readonly x?: readonly [lower: number, upper: number] | "nan";
  /** What is given instead; anything where absent. */
  readonly gives?: "nan" | "zero" | "infinity" | "number" | LargestError;
}

/** How far a declared result may be off: so many ulp or, where that is more, so much. */
export interface LargestError {
  readonly ulp: number;
  /** For a sum whose digits cancel, right to an amount but not in proportion; of 0, it forgives a zero its sign. */
  readonly absolute?: number;
}
