import type { Declarations, Deviation, Tolerance } from "../../backend/deviations.js";

const fast = { dtype: "float32", precision: "fast" } as const;

/** The bound for results that contain the tail of the normal distribution, in units in the last place. */
const NORMAL_TAIL = 10;

/** Bounds that are wider than the contract's: 4 ulp in `fast`, 0.51 in `strict`. */
const tolerances: readonly Tolerance[] = [
  {
    where: { activation: "gelu", pass: "forward", ...fast },
    ulp: NORMAL_TAIL,
    reason:
      "Three products of rounded numbers: 9 ulp were measured in the tail; 10 are promised, down to −13.",
  },
  {
    where: { activation: "gelu", pass: "backward", ...fast },
    ulp: NORMAL_TAIL,
    reason: "The slope's tail is made of the same products.",
  },
  {
    where: { activation: "mish", pass: "backward", ...fast },
    ulp: 8,
    reason: "Eleven roundings, some of them squared: 7.25 ulp were measured near 0.57.",
  },
  {
    where: { activation: "mish", pass: "forward", ...fast },
    ulp: 5,
    reason: "An exponential, two sums, a product, a quotient and a product are rounded: 4.65 ulp at −6.7663.",
  },
  {
    where: { activation: "dyt", pass: "forward", dtype: "float32", precision: "strict" },
    ulp: 6.5,
    reason: "Where the bias cancels the weighted tanh, what a double rounds of it is left: 6 ulp at −43.9.",
  },
  {
    where: { activation: "dyt", pass: "forward", ...fast },
    ulp: 6.5,
    ofTerm: 2 ** -22,
    reason:
      "Where the bias cancels the weighted tanh, tanh's own error is what is left: 6 ulp at −43.9 without weight.",
  },
  {
    where: { activation: ["geglu", "swiglu"], pass: "forward", ...fast },
    ulp: 10,
    reason: "The gate's own error and the rounding of the product add up: 4.6 ulp were measured.",
  },
  {
    where: {
      activation: ["softmax", "softmin", "softmax2d", "maskedSoftmax", "quietSoftmax", "gumbelSoftmax"],
      pass: "backward",
      ...fast,
    },
    ulp: 6,
    reason:
      "A probability's own error, and a difference and a product of rounded numbers: 4.6 ulp were measured.",
  },
];

/** Results of `fast` calls that are outside any such bound. */
const deviations: readonly Deviation[] = [
  {
    id: "subnormal-gate",
    where: { activation: ["geglu", "swiglu"], pass: "forward", ...fast },
    expect: "deviates",
    gives: { ulp: 2 ** 24 },
    reason: "A gate that is subnormal in float32 has few digits left, and the product has no more.",
  },
  {
    id: "subnormal-product",
    where: { activation: "exponential", pass: "backward", ...fast },
    expect: "deviates",
    gives: { ulp: 32 },
    reason:
      "dy · eˣ is a product of two float32; where dy is subnormal, so is the product, and eˣ brings its own 4 ulp into it.",
  },
];

/**
 * What a backend declares that runs core's programs, {@link Programs} of float32 where a call allows it. They give the same
 * bits on every processor, so that no code path is named. `strict` has no deviation.
 */
export const declarations: Required<Omit<Declarations, "measuredOn">> = { deviations, tolerances };
