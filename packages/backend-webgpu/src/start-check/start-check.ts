import type { Rounding } from "../wgsl/words.js";

/** What a device does with float32 numbers, found by running it. */
export interface StartCheck {
  readonly rounding: Rounding;
}
