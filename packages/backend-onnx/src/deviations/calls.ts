import type { LargestError } from "@actfn/core";

/**
 * Forward calls with precision "fast" in several dtypes. A deviation in float32 also occurs in bfloat16, which has the same
 * range.
 */
export const native = { pass: "forward", precision: "fast", dtype: ["float32", "bfloat16"] } as const;
export const half = { pass: "forward", precision: "fast", dtype: "float16" } as const;
export const both = {
  pass: "forward",
  precision: "fast",
  dtype: ["float32", "float16", "bfloat16"],
} as const;
/** An absolute bound; rounding to bfloat16 may add an ulp. */
export const within = (absolute: number): LargestError => ({ ulp: 1, absolute });
/** A zero with the wrong sign. */
export const otherZero: LargestError = { ulp: 0, absolute: 0 };
