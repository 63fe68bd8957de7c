import { type Activation, makeActivation } from "../../activation/activation.js";
import { constant } from "../../expression/expression.js";
import { add, div, max, min, mul, sqrt, square } from "../../expression/primitives.js";
import { isruAlpha } from "./isru-alpha.js";

/** Options of {@link isru}. */
export interface IsruOptions {
  /** The bounds are ±1/√alpha; a finite number above 0, by default 1. */
  readonly alpha?: number;
}

/** Where the quotient has its limit to the last digit, and the square does not overflow yet. */
const far = constant(2 ** 500);
const minusFar = constant(-(2 ** 500));

/**
 * The inverse square root unit: f(x) = x / √(1 + alpha·x²).
 *
 * Shapes: any; the output has the shape of x. f′(x) = (1 / √(1 + alpha·x²))³.
 * Throws an `InvalidOptionError` for an alpha that is not finite and positive.
 *
 * Source: Carlile, Delamarter, Kinney, Marti & Whitney 2017.
 */
export const isru: Activation<IsruOptions> = makeActivation<IsruOptions>({
  name: "isru",
  title: "ISRU",
  summary: "A tanh-like curve from one square root.",
  family: "sigmoidal",
  domain: { kind: "pointwise" },
  options: { alpha: isruAlpha },
  expression: ({ x, alpha }) => div(x, sqrt(add(1, mul(alpha, square(x))))),
  stable: {
    forward: ({ x, alpha }) => {
      const held = max(min(x, far), minusFar);
      return div(held, sqrt(add(1, mul(alpha, square(held)))));
    },
    backward: ({ x, alpha }) => {
      const u = add(1, mul(alpha, square(x)));
      return [div(1, mul(u, sqrt(u)))];
    },
  },
  properties: {
    range: { lower: -1, upper: 1, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: true,
    lipschitz: 1,
    saturates: "both",
    saturation: { below: -4.533, above: 4.533 },
    gain: 1.7041922524556,
    cost: "trivial",
  },
});
