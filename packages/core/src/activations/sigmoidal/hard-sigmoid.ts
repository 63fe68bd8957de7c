import { type Activation, makeActivation } from "../../activation/activation.js";
import { constant } from "../../expression/expression.js";
import { abs, add, div, less, max, min, where } from "../../expression/primitives.js";

/**
 * The piecewise linear sigmoid: f(x) = min(max(x + 3, 0), 6) / 6.
 *
 * Shapes: any; the output has the shape of x. f′(x) is 1/6 for −3 < x < 3, otherwise 0, also at ±3.
 *
 * Source: Courbariaux, Bengio & David 2015; with 1/6 as in MobileNetV3.
 */
export const hardSigmoid: Activation = makeActivation({
  name: "hardSigmoid",
  title: "Hard sigmoid",
  summary: "The sigmoid from comparisons alone, for gates on small devices.",
  family: "sigmoidal",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => div(min(max(add(x, 3), 0), 6), 6),
  stable: { backward: ({ x }) => [where(less(abs(x), 3), constant(1 / 6, "\\tfrac{1}{6}"), 0)] },
  properties: {
    range: { lower: 0, upper: 1, closed: [true, true] },
    monotonic: true,
    smoothness: 0,
    zeroCentered: false,
    lipschitz: 1 / 6,
    saturates: "both",
    saturation: { below: -3, above: 3 },
    gain: 1.89784042472956,
    cost: "trivial",
  },
});
