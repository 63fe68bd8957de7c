import { type Activation, makeActivation } from "../../activation/activation.js";
import { exp, mul, neg, square } from "../../expression/primitives.js";

/**
 * The Gaussian: f(x) = e^(−x²).
 *
 * Shapes: any; the output has the shape of x. f′(x) = −2x·e^(−x²).
 *
 * Source: radial basis functions: Broomhead & Lowe 1988.
 */
export const gaussian: Activation = makeActivation({
  name: "gaussian",
  title: "Gaussian",
  summary: "Answers to inputs near 0 and to nothing else: the radial basis function.",
  family: "exponential",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => exp(neg(square(x))),
  stable: { backward: ({ x }) => [mul(-2, mul(x, exp(neg(square(x)))))] },
  properties: {
    range: { lower: 0, upper: 1, closed: [false, true] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentered: false,
    lipschitz: 0.857763884960707,
    maximum: { x: 0, y: 1 },
    saturates: "both",
    saturation: { below: -2.493, above: 2.493 },
    gain: 1.49534878122122,
    cost: "exponential",
  },
});
