import { type Activation, makeActivation } from "../../activation/activation.js";
import { cos, mul } from "../../expression/primitives.js";

/**
 * The growing cosine unit: f(x) = x · cos(x).
 *
 * Shapes: any; the output has the shape of x. f′(x) = cos(x) − x·sin(x). At ±Infinity there is no limit: NaN.
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
    zeroCentered: true,
    lipschitz: Infinity,
    saturates: "none",
    gain: 1.83494864384996,
    cost: "several",
  },
});
