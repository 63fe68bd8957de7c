import { type Activation, makeActivation } from "../../activation/activation.js";
import { add, div, log1p, mul, neg, sigmoid, sub } from "../../expression/primitives.js";

/**
 * Logish: f(x) = x · log(1 + σ(x)).
 *
 * Shapes: any; the output has the shape of x. f′(x) = log(1 + σ(x)) + x·σ(x)·σ(−x) / (1 + σ(x)).
 *
 * Source: Zhu, Zeng, Liu & Zou 2021.
 */
export const logish: Activation = makeActivation({
  name: "logish",
  title: "Logish",
  summary: "A self-gated unit whose gate tends to log 2.",
  family: "selfGated",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => mul(x, log1p(sigmoid(x))),
  stable: {
    // −(−a − b) rather than b + a: where both have underflowed the sum is −0, the sign of the tail, and not 0.
    backward: ({ x }) => {
      const s = sigmoid(x);
      return [neg(sub(div(mul(mul(neg(x), s), sigmoid(neg(x))), add(1, s)), log1p(s)))];
    },
  },
  properties: {
    range: { lower: -0.2527688167894404, upper: Infinity, closed: [true, false] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentered: true,
    lipschitz: 0.74631118041274,
    minimum: { x: -1.37245414, y: -0.2527688167894404 },
    saturates: "left",
    saturation: { below: -6.259 },
    gain: 2.2676721904023,
    cost: "several",
  },
});
