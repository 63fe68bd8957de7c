import type { Coefficients } from "./coefficients.js";

/** How exactly, and over which range, the elementary functions are computed in double arithmetic. */
export interface Level {
  /** The polynomials: short ones suffice where the result is rounded to float32 and no terms cancel. */
  readonly coefficients: Coefficients;
  /**
   * Whether results reach over the whole range of doubles, subnormal ones and overflow included. Otherwise exponents
   * are clamped to ±708: what lies beyond is 0 or infinite as a float32 anyway, and a clamped power keeps signs alive and
   * makes no Inf · 0.
   */
  readonly wide: boolean;
  /** Whether a reduction keeps the bits that only a result in double can show. */
  readonly careful: boolean;
}
