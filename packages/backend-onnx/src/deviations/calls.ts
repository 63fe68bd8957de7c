import type { LargestError } from "@actfn/core";

/** Forward calls with precision "fast", in one dtype or another. What shows in float32 shows in bfloat16, which has its range. */
export const native = { pass: "forward", precision: "fast", dtype: ["float32", "bfloat16"] } as const;
export const half = { pass: "forward", precision: "fast", dtype: "float16" } as const;
export const both = {
  pass: "forward",
  precision: "fast",
  dtype: ["float32", "float16", "bfloat16"],
} as const;
/** Right to an amount, not in proportion; and rounded to bfloat16, which may add an ulp. */
export const within = (absolute: number): LargestError => ({ ulp: 1, absolute });
/** The right zero but for its sign. */
export const otherZero: LargestError = { ulp: 0, absolute: 0 };
