import { type Activation, makeActivation } from "../../activation/activation.js";
import { add, div, greaterEqual, lessEqual, max, min, mul, where } from "../../expression/primitives.js";

/**
 * SiLU with a piecewise linear gate: f(x) = x · min(max(x + 3, 0), 6) / 6.
 *
 * Shapes: any; the output has the shape of x. f′(x) is 0 for x ≤ −3, (2x + 3)/6 between, 1 for x ≥ 3; at −3 it is 0, at 3 it is 1.
 *
 * Source: Howard et al. 2019 (MobileNetV3).
 */
export const hardSwish: Activation = makeActivation({
  name: "hardSwish",
  title: "Hard Swish",
  summary: "SiLU from comparisons and multiplications alone, for small devices.",
  family: "selfGated",
  aliases: ["hardSilu"],
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => mul(x, div(min(max(add(x, 3), 0), 6), 6)),
  stable: {
    backward: ({ x }) => [
      where(lessEqual(x, -3), 0, where(greaterEqual(x, 3), 1, div(add(mul(2, x), 3), 6))),
    ],
  },
  properties: {
    range: { lower: -0.375, upper: Infinity, closed: [true, false] },
    monotonic: false,
    smoothness: 0,
    zeroCentered: true,
    lipschitz: 1.5,
    minimum: { x: -1.5, y: -0.375 },
    saturates: "left",
    saturation: { below: -3 },
    gain: 1.73665721276654,
    cost: "trivial",
  },
});
