import { type Activation, makeActivation } from "../../activation/activation.js";
import { greater, where } from "../../expression/primitives.js";

/** Options of {@link threshold}. */
export interface ThresholdOptions {
  /** What x must exceed to be kept; any finite number, by default 0. */
  readonly threshold?: number;
  /** What stands in for all other x; any finite number, by default 0. */
  readonly value?: number;
}

/**
 * Keeps what exceeds a threshold and puts a value in place of the rest: f(x) = x for x > threshold, otherwise value.
 *
 * Shapes: any; the output has the shape of x. f′(x) is 1 for x > threshold, otherwise 0, also at the threshold. PyTorch requires
 * both numbers; here both are 0 by default, which is ReLU. Throws an `InvalidOptionError` for one that is not finite.
 *
 * Source: Torch.
 */
export const threshold: Activation<ThresholdOptions> = makeActivation<ThresholdOptions>({
  name: "threshold",
  title: "Threshold",
  summary: "Passes what exceeds a threshold and puts a fixed value in place of the rest.",
  family: "rectified",
  domain: { kind: "pointwise" },
  options: {
    threshold: {
      type: "number",
      default: 0,
      tex: "\\theta",
      description: "What x must exceed to be kept.",
      shown: [-1, 1],
    },
    value: {
      type: "number",
      default: 0,
      tex: "v",
      description: "What stands in for the rest.",
      shown: [-1, 1],
    },
  },
  expression: ({ x, threshold: limit, value }) => where(greater(x, limit), x, value),
  properties: {
    range: { lower: 0, upper: Infinity, closed: [true, false] },
    monotonic: true,
    smoothness: 0,
    zeroCentered: false,
    lipschitz: 1,
    saturates: "left",
    saturation: { below: 0 },
    gain: Math.SQRT2,
    cost: "trivial",
  },
});
