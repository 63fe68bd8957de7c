import { type Activation, makeActivation } from "../../activation/activation.js";
import { div, mul, neg, sigmoid, sub, tanh } from "../../expression/primitives.js";

/**
 * The sigmoid from −1 to 1: f(x) = 2σ(x) − 1 = (1 − e⁻ˣ) / (1 + e⁻ˣ) = tanh(x/2).
 *
 * Shapes: any; the output has the shape of x. f′(x) = 2σ(x)·σ(−x).
 */
export const bipolarSigmoid: Activation = makeActivation({
  name: "bipolarSigmoid",
  title: "Bipolar sigmoid",
  summary: "The sigmoid stretched to (−1, 1): tanh at half the speed.",
  family: "sigmoidal",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => sub(mul(2, sigmoid(x)), 1),
  stable: {
    forward: ({ x }) => tanh(div(x, 2)),
    backward: ({ x }) => [mul(2, mul(sigmoid(x), sigmoid(neg(x))))],
  },
  properties: {
    range: { lower: -1, upper: 1, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: true,
    lipschitz: 0.5,
    saturates: "both",
    saturation: { below: -5.289, above: 5.289 },
    gain: 2.40065668601998,
    cost: "exponential",
  },
});
