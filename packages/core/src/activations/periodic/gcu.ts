import { type Activation, makeActivation } from "../../activation/activation.js";
import { cos, mul } from "../../expression/primitives.js";

/**
 * The growing cosine unit: f(x) = x · cos(x).
 *
 * Shapes: any; the output has x's. f′(x) = cos(x) − x·sin(x). At ±Infinity there is no limit: NaN.
 *
 * Source: Noel, Arunkumar, Trivedi & Dutta 2021.
 */
export const gcu: Activation = makeActivation({
  name: "gcu",
  title: "GCU",
  summary: "x times its cosine: oscillates more and more, so that one unit can separate XOR.",
  family: "periodic",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => mul(x, cos(x)),
  properties: {
    range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentred: true,
    lipschitz: Infinity,
    saturates: "none",
    gain: 1.83494864384996,
    cost: "several",
  },
  usedIn: ["Image classification experiments of its authors"],
  pros: ["A single unit has more than one decision boundary."],
  cons: ["Value and slope grow without bound: gradients can explode.", "Many minima."],
  origin: [
    {
      title:
        "Growing Cosine Unit: A Novel Oscillatory Activation Function That Can Speedup Training and Reduce Parameters in Convolutional Neural Networks",
      authors: "M. M. Noel, A. L., A. Trivedi, P. Dutta",
      year: 2021,
      link: "https://arxiv.org/abs/2108.12943",
    },
  ],
  seeAlso: ["sine", "snake"],
});
