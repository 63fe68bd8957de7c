import { type Activation, makeActivation } from "../../activation/activation.js";
import { neg, sigmoid, softplus } from "../../expression/primitives.js";

/**
 * The logarithm of the sigmoid: f(x) = log σ(x) = −softplus(−x).
 *
 * Shapes: any; the output has the shape of x. f′(x) = σ(−x).
 */
export const logSigmoid: Activation = makeActivation({
  name: "logSigmoid",
  title: "LogSigmoid",
  summary: "A log-probability from a logit, exact where the sigmoid itself is 0 or 1.",
  family: "softplus",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => neg(softplus(neg(x))),
  stable: { backward: ({ x }) => [sigmoid(neg(x))] },
  properties: {
    range: { lower: -Infinity, upper: 0, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: false,
    lipschitz: 1,
    saturates: "right",
    saturation: { above: 4.596 },
    gain: 1.0418668355353,
    cost: "several",
  },
});
