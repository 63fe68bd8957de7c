import { type Activation, makeActivation } from "../../activation/activation.js";
import { twoOverRootPi } from "../../expression/constants.js";
import { erf, exp, mul, neg, sigmoid, softplus, square, sub } from "../../expression/primitives.js";

/**
 * Serf: f(x) = x · erf(softplus(x)) = x · erf(log(1 + eˣ)).
 *
 * Shapes: any; the output has the shape of x. f′(x) = erf(s) + 2/√π · x·σ(x)·e^(−s²), with s = softplus(x).
 *
 * Source: Nag & Bhattacharyya 2021.
 */
export const serf: Activation = makeActivation({
  name: "serf",
  title: "Serf",
  summary: "Mish with the error function in place of tanh.",
  family: "selfGated",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => mul(x, erf(softplus(x))),
  stable: {
    // −(−a − b) rather than b + a: where both have underflowed the sum is −0, the sign of the tail, and not 0.
    backward: ({ x }) => {
      const s = softplus(x);
      const bend = mul(twoOverRootPi, mul(mul(neg(x), sigmoid(x)), exp(neg(square(s)))));
      return [neg(sub(bend, erf(s)))];
    },
  },
  properties: {
    range: { lower: -0.3484374587596064, upper: Infinity, closed: [true, false] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentered: true,
    lipschitz: 1.086125444151,
    minimum: { x: -1.19305997, y: -0.3484374587596064 },
    saturates: "left",
    saturation: { below: -6.413 },
    gain: 1.41220525114705,
    cost: "several",
  },
});
