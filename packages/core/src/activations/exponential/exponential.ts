import { type Activation, makeActivation } from "../../activation/activation.js";
import { exp } from "../../expression/primitives.js";

/**
 * The exponential: f(x) = eˣ.
 *
 * Shapes: any; the output has the shape of x. f′(x) = eˣ. Overflows to Infinity above 88.72 in float32.
 */
export const exponential: Activation = makeActivation({
  name: "exponential",
  title: "Exponential",
  summary: "eˣ: rates and scales from their logarithms.",
  family: "exponential",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => exp(x),
  properties: {
    range: { lower: 0, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: false,
    lipschitz: Infinity,
    saturates: "left",
    saturation: { below: -4.606 },
    gain: 0.367879441171442,
    cost: "exponential",
  },
});
