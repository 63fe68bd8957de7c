import { type Activation, makeActivation } from "../../activation/activation.js";
import { add, div, greaterEqual, lessEqual, max, min, square, where } from "../../expression/primitives.js";

/**
 * The piecewise form of softplus: f(x) = 0 for x ≤ −1, (x + 1)²/4 for −1 < x < 1, x for x ≥ 1.
 *
 * Shapes: any; the output has the shape of x. f′ is sparseSigmoid.
 *
 * Source: JAX; the convex conjugate behind sparsemax: Martins & Astudillo 2016.
 */
export const sparsePlus: Activation = makeActivation({
  name: "sparsePlus",
  title: "Sparse plus",
  summary: "Softplus that is exactly 0 below −1 and exactly x above 1.",
  family: "softplus",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => where(lessEqual(x, -1), 0, where(greaterEqual(x, 1), x, div(square(add(x, 1)), 4))),
  stable: { backward: ({ x }) => [div(min(max(add(x, 1), 0), 2), 2)] },
  properties: {
    range: { lower: 0, upper: Infinity, closed: [true, false] },
    monotonic: true,
    smoothness: 1,
    zeroCentered: false,
    lipschitz: 1,
    saturates: "left",
    saturation: { below: -0.98 },
    gain: 1.38033686285881,
    cost: "trivial",
  },
});
