import { type Activation, makeActivation } from "../../activation/activation.js";
import { add, exp, expm1, greaterEqual, mul, neg, sigmoid, where } from "../../expression/primitives.js";

/**
 * The exponential linear sigmoid squashing unit: f(x) = x · σ(x) for x ≥ 0, otherwise (eˣ − 1) · σ(x).
 *
 * Shapes: any; the output has the shape of x. f′(x) = σ(x)·(1 + x·σ(−x)) for x ≥ 0, otherwise σ(x)·(eˣ + σ(−x)·(eˣ − 1)).
 *
 * Source: Basirat & Roth 2018.
 */
export const elish: Activation = makeActivation({
  name: "elish",
  title: "ELiSH",
  summary: "SiLU on the right, ELU times a sigmoid on the left; found by a genetic algorithm.",
  family: "selfGated",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => mul(where(greaterEqual(x, 0), x, expm1(x)), sigmoid(x)),
  stable: {
    backward: ({ x }) => {
      const rest = sigmoid(neg(x));
      const right = add(1, mul(x, rest));
      const left = add(exp(x), mul(rest, expm1(x)));
      return [mul(sigmoid(x), where(greaterEqual(x, 0), right, left))];
    },
  },
  properties: {
    range: { lower: -0.1715728752538099, upper: Infinity, closed: [true, false] },
    monotonic: false,
    smoothness: 1,
    zeroCentered: true,
    lipschitz: 1.09983932012887,
    minimum: { x: -0.881373587, y: -0.1715728752538099 },
    saturates: "left",
    saturation: { below: -4.564 },
    gain: 1.70730200476536,
    cost: "several",
  },
});
