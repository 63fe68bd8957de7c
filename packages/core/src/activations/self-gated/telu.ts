import { type Activation, makeActivation } from "../../activation/activation.js";
import { exp, min, mul, neg, sech, square, sub, tanh } from "../../expression/primitives.js";

/**
 * The hyperbolic tangent exponential linear unit, also called TanhExp: f(x) = x · tanh(eˣ).
 *
 * Shapes: any; the output has the shape of x. f′(x) = tanh(eˣ) + x·eˣ·sech²(eˣ).
 *
 * Source: Liu & Di 2020 (TanhExp); Fernandez & Mali 2024 (TeLU).
 */
export const telu: Activation = makeActivation({
  name: "telu",
  title: "TeLU",
  summary: "Gates x by tanh(eˣ): nearly the identity for x > 1, a vanishing tail on the left.",
  family: "selfGated",
  aliases: ["tanhExp"],
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => mul(x, tanh(exp(x))),
  stable: {
    // Beyond 7 the gate is 1 to the last digit; x is held there so that eˣ does not overflow.
    forward: ({ x }) => mul(x, tanh(exp(min(x, 7)))),
    // −(−a − b) rather than b + a: where both have underflowed the sum is −0, the sign of the tail, and not 0.
    backward: ({ x }) => {
      const held = min(x, 7);
      const e = exp(held);
      return [neg(sub(mul(mul(neg(held), e), square(sech(e))), tanh(e)))];
    },
  },
  properties: {
    range: { lower: -0.3532857778482113, upper: Infinity, closed: [true, false] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentered: true,
    lipschitz: 1.06197530871792,
    minimum: { x: -1.07886006, y: -0.3532857778482113 },
    saturates: "left",
    saturation: { below: -6.267 },
    gain: 1.37478157602277,
    cost: "several",
  },
});
