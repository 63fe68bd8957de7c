// Written by packages/core/fit/fit.py; do not edit by hand.

/** A quotient of two polynomials. */
export interface Quotient {
  readonly numerator: readonly number[];
  readonly denominator: readonly number[];
}

/** Polynomial coefficients, constant term first, and quotients of such. The comment tells the relative error. */
export interface FastCoefficients {
  /** expm1(r)/r on ±ln2/2. */
  readonly expm1OverR: readonly number[];
  /** atanh(√z)/√z on [0, 1/9]. */
  readonly atanhOfUnit: readonly number[];
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
