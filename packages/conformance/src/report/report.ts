import type { BackendInfo, Deviation, DType, Pass, Precision, Tolerance } from "@actfn/core";
import type { GroupId } from "../groups/group-id.js";
import type { CheckSubject } from "../profile/check-subject.js";
import type { Effort } from "../profile/profile.js";

/** What a run has found; plain data that JSON can hold. */
export interface Report {
  readonly format: 1;
  readonly backend: { readonly name: string } & BackendInfo;
  /** No undeclared failure, and no deviation or tolerance that is out of date. */
  readonly passed: boolean;
  readonly effort: Effort;
  readonly seed: number;
  /** When it was run (ISO 8601), for how long, and on what. */
  readonly date: string;
  readonly milliseconds: number;
  readonly environment: string;
  readonly totals: Totals;
  readonly groups: readonly GroupReport[];
  /** How near to the exact values the results are. */
  readonly accuracy: readonly Accuracy[];
  /** Every check that did not simply pass. */
  readonly findings: readonly Check[];
  readonly deviations: readonly DeviationReport[];
  readonly tolerances: readonly ToleranceReport[];
}

/** Numbers of checks, and of single results compared. */
export interface Totals {
  readonly checks: number;
  readonly passed: number;
  readonly failed: number;
  readonly declared: number;
  readonly unknown: number;
  readonly skipped: number;
  readonly compared: number;
}

/** A group's outcome. */
export interface GroupReport extends Totals {
  readonly id: GroupId;
  readonly guarantee: string;
  readonly milliseconds: number;
}

/**
 * - `passed`: all results are correct.
 * - `failed`: a result is wrong, and no deviation declares it.
 * - `declared`: wrong results, all of which a deviation declares.
 * - `unknown`: wrong results that deviations of other code paths declare. The code path of the backend has not been measured.
 * - `skipped`: not run, for the given reason.
 */
export type Status = "passed" | "failed" | "declared" | "unknown" | "skipped";

/** One check. */
export interface Check {
  readonly subject: CheckSubject;
  /** What the check compares. */
  readonly title: string;
  readonly status: Status;
  /** Single results compared. */
  readonly compared: number;
  /** The number of wrong results or facts, declared or not. */
  readonly deviating: number;
  /** The worst of them. */
  readonly failures: readonly Failure[];
  /** Deviations that cover it. */
  readonly deviations: readonly string[];
  /** Why it was skipped. */
  readonly reason?: string;
  /** Where it failed: three lines of JavaScript that show it again, on the backend that a `factory` makes. */
  readonly repeat?: string;
}

/** A wrong result. */
export interface Failure {
  readonly message: string;
  /** The element's input and the results, as numbers and bit patterns: `-5.5 (c0b00000)`. */
  readonly x?: string;
  readonly got?: string;
  readonly expected?: string;
  /** The error; absent where the two are different kinds of number. */
  readonly ulp?: number;
  /** The bound of the check, in ulp. */
  readonly allowed?: number;
  readonly options?: string;
  /** Where this input is discussed. */
  readonly source?: string;
}

/** Errors of one activation, pass, dtype and precision over all comparisons with exact values. */
export interface Accuracy {
  readonly activation: string;
  readonly pass: Pass;
  readonly dtype: DType;
  readonly precision: Precision;
  readonly compared: number;
  /** The largest error in ulp, declared deviations left out, and the input it belongs to. */
  readonly worst: number;
  readonly worstAt: string;
  readonly mean: number;
  /** The bound that held at that input. */
  readonly bound: number;
  /** Results that a deviation covers, with the largest error among them in ulp. */
  readonly declared: number;
  readonly declaredWorst: number;
  /** Results that a deviation or a tolerance of other code paths covers. */
  readonly unknown: number;
  /** Results outside the bound that nothing covers. */
  readonly outside: number;
  /** How many results have an error of at most each of `histogramEdges`, and in the end those above. */
  readonly histogram: readonly number[];
}

/** Upper ends of a histogram's bins, in ulp. */
export const histogramEdges: readonly number[] = [0, 0.25, 0.5, 0.51, 1, 2, 4, 10, 100, 10_000];

/** A deviation that is declared of the backend's code path, or not known for it, and what came of it. */
export interface DeviationReport {
  readonly deviation: Deviation;
  /**
   * `stale`: all that it concerns pass. `unmatched`: it concerns nothing. Both fail the run. `unknown`: nobody has measured
   * the backend's code path.
   */
  readonly outcome: "deviates" | "unknown" | "stale" | "unmatched" | "not run";
  readonly checks: number;
  readonly elements: number;
}

/** A tolerance, and for how many checks it set the bound. */
export interface ToleranceReport {
  readonly tolerance: Tolerance;
  readonly outcome: "used" | "unmatched" | "not run";
  readonly checks: number;
}
