// Written by packages/core/fit/fit.py; do not edit by hand.

import type { coefficients } from "@actfn/core";

/** A quotient of two polynomials. */
export interface Quotient {
  readonly numerator: readonly number[];
  readonly denominator: readonly number[];
}

/** Those of core, and what float32 alone uses. */
export interface FastCoefficients extends Omit<coefficients.Coefficients, "mills"> {
  /** e^r on ±ln2/2. */
  readonly expOfR: readonly number[];
  /** Φ(−a)/exp(−a²/2) on [0, 14.5]. */
  readonly normalTail: Quotient;
}

/** Good to the last bits of a float32, and rounded to float32. */
export const fast: FastCoefficients = {
  // 2^-25.8
  expm1OverR: [
    1, 0.4999999701976776, 0.1666654348373413, 0.04166720062494278, 0.008366520516574383,
    0.0013882557395845652,
  ],
  // 2^-27.4
  atanhOfUnit: [1, 0.3333320915699005, 0.20010769367218018, 0.14000819623470306, 0.14006395637989044],
  // 2^-30.0
  atanhOfMantissa: [1, 0.3333338797092438, 0.19988736510276794, 0.1493692249059677],
  // 2^-25.4
  atanOverA: [1, -0.3333294689655304, 0.19977670907974243, -0.13877204060554504, 0.08052045851945877],
  // 2^-24.1
  erfOverA: [
    1.1283791065216064, -0.37612608075141907, 0.11282821744680405, -0.02675708942115307, 0.00471778167411685,
  ],
  // 2^-26.9
  sinOverR: [1, -0.16666655242443085, 0.00833216030150652, -0.00019515231542754918],
  // 2^-32.4
  cosOfR: [1, -0.5, 0.04166664555668831, -0.0013887316454201937, 2.443315133859869e-5],
  // 2^-23.4
  expOfR: [
    1, 0.9999997019767761, 0.4999914765357971, 0.1666763573884964, 0.041897982358932495, 0.008290373720228672,
  ],
  // 2^-26.4
  normalTail: {
    numerator: [
      48.40130615234375, 42.43927001953125, 17.746286392211914, 3.9364242553710938, 0.3989468812942505,
    ],
    denominator: [
      96.8026123046875, 162.1158905029297, 116.44055938720703, 45.46889877319336, 9.86777400970459, 1,
    ],
  },
};
