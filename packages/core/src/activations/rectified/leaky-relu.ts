import { type Activation, makeActivation } from "../../activation/activation.js";
import { greater, mul, where } from "../../expression/primitives.js";

/** Options of {@link leakyRelu}. */
export interface LeakyReluOptions {
  /** The slope for negative inputs; any finite number, by default 0.01. */
  readonly negativeSlope?: number;
}

/**
 * ReLU with a small slope where ReLU has none: f(x) = x for x > 0, otherwise negativeSlope · x.
 *
 * Shapes: any; the output has the shape of x. f′(x) is 1 for x > 0, otherwise negativeSlope, also at 0.
 * Throws an `InvalidOptionError` for a slope that is not finite.
 *
 * Source: Maas, Hannun & Ng 2013.
 */
export const leakyRelu: Activation<LeakyReluOptions> = makeActivation<LeakyReluOptions>({
  name: "leakyRelu",
  title: "Leaky ReLU",
  summary: "ReLU whose negative side keeps a small slope, so that no unit dies.",
  family: "rectified",
  domain: { kind: "pointwise" },
  options: {
    negativeSlope: {
      type: "number",
      default: 0.01,
      tex: "a",
      description: "The slope for negative inputs.",
      shown: [0, 0.5],
    },
  },
  expression: ({ x, negativeSlope }) => where(greater(x, 0), x, mul(negativeSlope, x)),
  properties: {
    range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: 0,
    zeroCentered: true,
    lipschitz: 1,
    saturates: "none",
    gain: 1.41414285699784,
    cost: "trivial",
  },
});
