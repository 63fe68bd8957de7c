import { type Activation, makeActivation } from "../../activation/activation.js";
import { mul, tanh } from "../../expression/primitives.js";

/**
 * The linearly scaled hyperbolic tangent: f(x) = x · tanh(x).
 *
 * Shapes: any; the output has the shape of x. f′(x) = tanh(x) + x·sech²(x).
 *
 * Source: Roy, Manna, Dubey & Chaudhuri 2019.
 */
export const lisht: Activation = makeActivation({
  name: "lisht",
  title: "LiSHT",
  summary: "A smooth absolute value: even, never negative.",
  family: "selfGated",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => mul(x, tanh(x)),
  properties: {
    range: { lower: 0, upper: Infinity, closed: [true, false] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentered: false,
    lipschitz: 1.19967864025773,
    minimum: { x: 0, y: 0 },
    saturates: "none",
    gain: 1.14867441998594,
    cost: "exponential",
  },
});
