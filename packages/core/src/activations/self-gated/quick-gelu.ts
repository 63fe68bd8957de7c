import { type Activation, makeActivation } from "../../activation/activation.js";
import { add, max, min, mul, neg, sigmoid } from "../../expression/primitives.js";

/**
 * The sigmoid approximation of GELU: f(x) = x · σ(1.702x).
 *
 * Shapes: any; the output has the shape of x. f′(x) = σ(1.702x) · (1 + 1.702x·σ(−1.702x)).
 *
 * Source: Hendrycks & Gimpel 2016, arXiv 1606.08415.
 */
export const quickGelu: Activation = makeActivation({
  name: "quickGelu",
  title: "Quick GELU",
  summary: "GELU's cheap approximation by a sigmoid, which CLIP was trained with.",
  family: "selfGated",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => mul(x, sigmoid(mul(1.702, x))),
  stable: {
    // Beyond ±500 the gate is 0 or 1; x is held there so that nothing overflows.
    backward: ({ x }) => {
      const scaled = mul(1.702, max(min(x, 500), -500));
      return [mul(sigmoid(scaled), add(1, mul(scaled, sigmoid(neg(scaled)))))];
    },
  },
  properties: {
    range: { lower: -0.1636101896363536, upper: Infinity, closed: [true, false] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentered: true,
    lipschitz: 1.09983932012887,
    minimum: { x: -0.75115425544114, y: -0.1636101896363536 },
    saturates: "left",
    saturation: { below: -3.679 },
    gain: 1.53945876229883,
    cost: "exponential",
  },
});
