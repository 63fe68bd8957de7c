import { type Activation, makeActivation } from "../../activation/activation.js";
import type { Expression, InputExpression } from "../../expression/expression.js";
import { add, div, log1p, max, mul, neg, sigmoid, square, tanh } from "../../expression/primitives.js";

/**
 * Smish: f(x) = x · tanh(log(1 + σ(x))).
 *
 * Shapes: any; the output has the shape of x. With s = σ(x) and n = s(s + 2) it is x·n/(n + 2), and
 * f′(x) = s·((s + 2)(n + 2) + 4x(1 + s)·σ(−x)) / (n + 2)².
 *
 * Source: Wang, Ren & Wang 2022.
 */
export const smish: Activation = makeActivation({
  name: "smish",
  title: "Smish",
  summary: "A self-gated unit whose gate tends to 0.6 rather than 1.",
  family: "selfGated",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => mul(x, tanh(log1p(sigmoid(x)))),
  stable: {
    forward: ({ x }) => {
      const { n } = powers(x);
      return mul(x, div(n, add(n, 2)));
    },
    backward: ({ x }) => {
      const { s, n } = powers(x);
      const bend = mul(mul(4, mul(max(x, -800), sigmoid(neg(x)))), add(1, s));
      return [div(mul(s, add(mul(add(s, 2), add(n, 2)), bend)), square(add(n, 2)))];
    },
  },
  properties: {
    range: { lower: -0.2499936636601295, upper: Infinity, closed: [true, false] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentered: true,
    lipschitz: 0.636884222881226,
    minimum: { x: -1.3945193, y: -0.2499936636601295 },
    saturates: "left",
    saturation: { below: -6.259 },
    gain: 2.5129542309345,
    cost: "exponential",
  },
});

function powers(x: InputExpression): { s: Expression; n: Expression } {
  const s = sigmoid(x);
  return { s, n: mul(s, add(s, 2)) };
}
