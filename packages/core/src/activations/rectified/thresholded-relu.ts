import { type Activation, makeActivation } from "../../activation/activation.js";
import { greater, where } from "../../expression/primitives.js";

/** Options of {@link thresholdedRelu}. */
export interface ThresholdedReluOptions {
  /** What x must exceed to be kept; any finite number, by default 1. */
  readonly alpha?: number;
}

/**
 * Keeps what exceeds a threshold: f(x) = x for x > alpha, otherwise 0.
 *
 * Shapes: any; the output has the shape of x. f′(x) is 1 for x > alpha, otherwise 0, also at alpha.
 * Throws an `InvalidOptionError` for an alpha that is not finite.
 *
 * Source: Konda, Memisevic & Krueger 2014.
 */
export const thresholdedRelu: Activation<ThresholdedReluOptions> = makeActivation<ThresholdedReluOptions>({
  name: "thresholdedRelu",
  title: "Thresholded ReLU",
  summary: "ReLU that wakes up only above a threshold, and then at once.",
  family: "rectified",
  domain: { kind: "pointwise" },
  options: {
    alpha: {
      type: "number",
      default: 1,
      tex: "\\alpha",
      description: "What x must exceed to be kept.",
      shown: [0, 2],
    },
  },
  expression: ({ x, alpha }) => where(greater(x, alpha), x, 0),
  properties: {
    range: { lower: 0, upper: Infinity, closed: [true, false] },
    monotonic: true,
    smoothness: -1,
    zeroCentered: false,
    saturates: "left",
    saturation: { below: 1 },
    gain: 1.57990308176105,
    cost: "trivial",
  },
});
