import { type Activation, makeActivation } from "../../activation/activation.js";
import { add, mul, neg, sigmoid } from "../../expression/primitives.js";

/**
 * The sigmoid-weighted linear unit: f(x) = x · σ(x). Also called Swish; {@link swish} has the parameter β.
 *
 * Shapes: any; the output has the shape of x. f′(x) = σ(x) · (1 + x·σ(−x)).
 *
 * Source: Elfwing, Uchibe & Doya 2017; Ramachandran, Zoph & Le 2017.
 */
export const silu: Activation = makeActivation({
  name: "silu",
  title: "SiLU",
  summary: "Gates x by its own sigmoid: smooth, not monotonic, cheaper than GELU and close to it.",
  family: "selfGated",
  aliases: ["swish1"],
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => mul(x, sigmoid(x)),
  stable: {
    backward: ({ x }) => [mul(sigmoid(x), add(1, mul(x, sigmoid(neg(x)))))],
  },
  properties: {
    range: { lower: -0.2784645427610738, upper: Infinity, closed: [true, false] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentered: true,
    lipschitz: 1.09983932012887,
    minimum: { x: -1.27846454276107, y: -0.2784645427610738 },
    saturates: "left",
    saturation: { below: -6.262 },
    gain: 1.67653247033109,
    cost: "exponential",
  },
});
