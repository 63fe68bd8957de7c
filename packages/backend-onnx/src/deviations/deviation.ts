import type { DType, Pass, Precision } from "@actfn/core";

/**
 * Where ONNX Runtime's operators give other numbers than actfn promises, with the measured size. The conformance suite runs
 * these as expected deviations and fails when one is gone, so that this table stays true; the docs publish it. A strict
 * call (`precision: "strict"`) avoids all of those of native operators.
 *
 * Measured on onnxruntime-node 1.30.0, linux-x64 with AVX-512, against correctly rounded results.
 */
export interface Deviation {
  /** A short name under which reports list it. */
  readonly id: string;
  /** The calls that it concerns. */
  readonly where: {
    readonly group?: string | readonly string[];
    readonly activation?: string | readonly string[];
    readonly pass?: Pass;
    readonly dtype?: DType | readonly DType[];
    readonly precision?: Precision;
    readonly tag?: string;
  };
  readonly expect: "deviates" | "fails";
  /** Only inputs in this interval, or NaN; any where absent. */
  readonly x?: readonly [lower: number, upper: number] | "nan";
  /** What is given instead: the kind of number, or one that is at most so many units in the last place off. */
  readonly gives?: "nan" | "zero" | "number" | { readonly ulp: number };
  /** Why, in words. */
  readonly reason: string;
  readonly link?: string;
}

/** A bound that is wider than the contract's: `ulp` units in the last place, or that part of the largest term. */
export interface WiderBound {
  readonly where: Deviation["where"];
  readonly ulp: number;
  readonly ofTerm?: number;
  readonly reason: string;
}
