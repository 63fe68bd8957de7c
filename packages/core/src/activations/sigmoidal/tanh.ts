import { type Activation, makeActivation } from "../../activation/activation.js";
import { tanh as hyperbolicTangent } from "../../expression/primitives.js";

/**
 * The hyperbolic tangent: f(x) = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ).
 *
 * Shapes: any; the output has the shape of x. f′(x) = sech²(x).
 *
 * Source: as an activation LeCun, Bottou, Orr & Müller 1998.
 */
export const tanh: Activation = makeActivation({
  name: "tanh",
  title: "Tanh",
  summary: "Squeezes the line into (−1, 1) around 0: the zero-centered sigmoid.",
  family: "sigmoidal",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => hyperbolicTangent(x),
  properties: {
    range: { lower: -1, upper: 1, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: true,
    lipschitz: 1,
    saturates: "both",
    saturation: { below: -2.994, above: 2.994 },
    gain: 1.59253741972283,
    cost: "exponential",
  },
});
