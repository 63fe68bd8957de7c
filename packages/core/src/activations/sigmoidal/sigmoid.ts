import { type Activation, makeActivation } from "../../activation/activation.js";
import { sigmoid as logistic } from "../../expression/primitives.js";

/**
 * The logistic function: f(x) = 1 / (1 + e⁻ˣ).
 *
 * Shapes: any; the output has the shape of x. f′(x) = f(x) · f(−x).
 *
 * Source: Verhulst 1838; as an activation Rumelhart, Hinton & Williams 1986.
 */
export const sigmoid: Activation = makeActivation({
  name: "sigmoid",
  title: "Sigmoid",
  summary: "Squeezes the line into (0, 1): a probability from a logit, a gate from a number.",
  family: "sigmoidal",
  aliases: ["logistic"],
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => logistic(x),
  properties: {
    range: { lower: 0, upper: 1, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: false,
    lipschitz: 0.25,
    saturates: "both",
    saturation: { below: -4.585, above: 4.585 },
    gain: 1.84622854533861,
    cost: "exponential",
  },
});
