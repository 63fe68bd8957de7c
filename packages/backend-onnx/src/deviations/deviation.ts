import type { DType, Pass, Precision } from "@actfn/core";

/**
 * Where ONNX Runtime's operators give other numbers than actfn promises, with the measured size. The conformance suite runs
 * these as expected deviations and fails when one is gone, so that this table stays true; the docs publish it. A strict
 * call (`precision: "strict"`) avoids all of those of native operators.
 *
 * Measured on onnxruntime-node 1.30.0 (linux-x64 with AVX-512) and onnxruntime-web 1.30.0 (WebAssembly, vectors of 128 bits),
 * against correctly rounded results at 200,000 points of each interval. What is allowed is about twice the larger of the two:
 * other processors run the same approximations with other roundings.
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
  /** What is given instead: the kind of number, or how far it may be off. */
  readonly gives?: "nan" | "zero" | "number" | LargestError;
  /** Why, in words. */
  readonly reason: string;
  readonly link?: string;
}

/** How far a result may be off: so many units in the last place or, where that is more, so much. */
export interface LargestError {
  readonly ulp: number;
  readonly absolute?: number;
}

/** A bound that is wider than the contract's: `ulp` units in the last place, or that part of the largest term. */
export interface WiderBound {
  readonly where: Deviation["where"];
  readonly ulp: number;
  readonly ofTerm?: number;
  readonly reason: string;
}
