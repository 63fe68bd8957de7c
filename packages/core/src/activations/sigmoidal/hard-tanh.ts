import { type Activation, makeActivation } from "../../activation/activation.js";
import { InvalidOptionError } from "../../errors/invalid-option-error.js";
import { max, min } from "../../expression/primitives.js";

/** Options of {@link hardTanh}. */
export interface HardTanhOptions {
  /** The lower bound; any finite number, by default −1. */
  readonly minVal?: number;
  /** The upper bound; a finite number, not below minVal, by default 1. */
  readonly maxVal?: number;
}

/**
 * The piecewise linear tanh: f(x) = min(max(x, minVal), maxVal).
 *
 * Shapes: any; the output has the shape of x. f′(x) is 1 for minVal < x < maxVal, otherwise 0, also at both bounds.
 * Throws an `InvalidOptionError` for bounds that are not finite or in the wrong order.
 *
 * Source: Collobert 2004.
 */
export const hardTanh: Activation<HardTanhOptions> = makeActivation<HardTanhOptions>({
  name: "hardTanh",
  title: "Hard tanh",
  summary: "Clips to a range, [−1, 1] unless told otherwise.",
  family: "sigmoidal",
  domain: { kind: "pointwise" },
  options: {
    minVal: { type: "number", default: -1, tex: "l", description: "The lower bound.", shown: [-2, 0] },
    maxVal: { type: "number", default: 1, tex: "u", description: "The upper bound.", shown: [0, 2] },
  },
  expression: ({ x, minVal, maxVal }) => min(max(x, minVal), maxVal),
  check: ({ minVal, maxVal }) => {
    if ((minVal as number) > (maxVal as number)) {
      throw new InvalidOptionError("hardTanh", "minVal", minVal, `at most maxVal, which is ${maxVal}`);
    }
  },
  properties: {
    range: { lower: -1, upper: 1, closed: [true, true] },
    monotonic: true,
    smoothness: 0,
    zeroCentered: true,
    lipschitz: 1,
    saturates: "both",
    saturation: { below: -1, above: 1 },
    gain: 1.39203614044831,
    cost: "trivial",
  },
});
