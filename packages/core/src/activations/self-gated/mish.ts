import { type Activation, makeActivation } from "../../activation/activation.js";
import type { Expression, InputExpression } from "../../expression/expression.js";
import { add, div, exp, max, min, mul, softplus, square, tanh } from "../../expression/primitives.js";

/**
 * Mish: f(x) = x · tanh(softplus(x)) = x · tanh(log(1 + eˣ)).
 *
 * Shapes: any; the output has the shape of x. With e = eˣ and n = e(e + 2) it is x·n/(n + 2), and
 * f′(x) = e·(4(x + 1) + e·(e(e + 4) + 4x + 6)) / (n + 2)², where near its zero x + 1 is exact and little cancels.
 *
 * Source: Misra 2019.
 */
export const mish: Activation = makeActivation({
  name: "mish",
  title: "Mish",
  summary: "A smooth self-gated unit, a little deeper than SiLU, that object detectors like.",
  family: "selfGated",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => mul(x, tanh(softplus(x))),
  stable: {
    forward: ({ x }) => {
      const { n } = powers(x);
      return mul(x, div(n, add(n, 2)));
    },
    backward: ({ x }) => {
      const { held, e, n } = powers(x);
      const bracket = add(mul(4, add(held, 1)), mul(e, add(mul(e, add(e, 4)), add(mul(4, held), 6))));
      return [div(mul(e, bracket), square(add(n, 2)))];
    },
  },
  properties: {
    range: { lower: -0.3088434130172504, upper: Infinity, closed: [true, false] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentered: true,
    lipschitz: 1.08849816125173,
    minimum: { x: -1.1924312145155, y: -0.3088434130172504 },
    saturates: "left",
    saturation: { below: -6.264 },
    gain: 1.48684758127321,
    cost: "exponential",
  },
});

function powers(x: InputExpression): { held: Expression; e: Expression; n: Expression } {
  const held = max(min(x, 22), -800);
  const e = exp(held);
  return { held, e, n: mul(e, add(e, 2)) };
}
