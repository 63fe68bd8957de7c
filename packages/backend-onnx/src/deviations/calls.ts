/** Forward calls with precision "fast", in one dtype or another. What shows in float32 shows in bfloat16, which has its range. */
export const native = { pass: "forward", precision: "fast", dtype: ["float32", "bfloat16"] } as const;
export const half = { pass: "forward", precision: "fast", dtype: "float16" } as const;
export const both = {
  pass: "forward",
  precision: "fast",
  dtype: ["float32", "float16", "bfloat16"],
} as const;
/** A result without a right digit: 0, or a neighbour of it, in the place of a small number. */
export const allDigits: { readonly ulp: number } = { ulp: 2 ** 27 };
