import { digits } from "./digits.js";
import { random } from "./random.js";

/** Small experiments on the registered backend, each with the picture that makes its point. */
export const lab: {
  /** Real MNIST digits. */
  readonly digits: typeof digits;
  /** Random numbers that a seed repeats. */
  readonly random: typeof random;
} = { digits, random };
