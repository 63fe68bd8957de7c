/**
 * Programs in float32. A kernel is lowered with {@link fastArithmetic} and used if it is accurate enough for the `fast`
 * precision: known kernels by a table, others by a comparison with the strict program. `Programs` makes that choice for a
 * backend and remembers it; the rest is what the choice is made of, for those who measure it.
 */

export type { BothResults, RunBoth } from "./accuracy-check.js";
export { fastArithmetic, NotFast } from "./arithmetic.js";
export { type Candidate, compare, type GuardKind, guardedFast, lowerFast } from "./choose.js";
export { compareRows, planFastRows, type RowCandidate } from "./choose-rows.js";
export { declarations } from "./declarations.js";
export { describeInaccuracy, type Inaccuracy } from "./inaccuracy.js";
export { interpretBoth } from "./interpret-both.js";
export { hashOfPlan, hashOfProgram } from "./program-hash.js";
export { type Chosen, type DoubleKernel, type PrepareBoth, Programs, variantOf } from "./programs.js";
