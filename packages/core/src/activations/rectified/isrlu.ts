import { type Activation, makeActivation } from "../../activation/activation.js";
import { constant } from "../../expression/expression.js";
import { add, div, less, max, min, mul, sqrt, square, where } from "../../expression/primitives.js";
import { isruAlpha } from "../sigmoidal/isru-alpha.js";

/** Options of {@link isrlu}. */
export interface IsrluOptions {
  /** The negative side tends to −1/√alpha; a finite number above 0, by default 1. */
  readonly alpha?: number;
}

/**
 * The inverse square root linear unit: f(x) = x for x ≥ 0, otherwise x / √(1 + alpha·x²).
 *
 * Shapes: any; the output has the shape of x. f′(x) is 1 for x ≥ 0, otherwise (1 / √(1 + alpha·x²))³.
 * Throws an `InvalidOptionError` for an alpha that is not finite and positive.
 *
 * Source: Carlile, Delamarter, Kinney, Marti & Whitney 2017.
 */
export const isrlu: Activation<IsrluOptions> = makeActivation<IsrluOptions>({
  name: "isrlu",
  title: "ISRLU",
  summary: "The shape of ELU from a square root instead of an exponential.",
  family: "rectified",
  domain: { kind: "pointwise" },
  options: { alpha: isruAlpha },
  expression: ({ x, alpha }) => where(less(x, 0), div(x, sqrt(add(1, mul(alpha, square(x))))), x),
  stable: {
    forward: ({ x, alpha }) => {
      // Below −2^500 the quotient has its limit to the last digit; held there, the square does not overflow.
      const held = max(x, constant(-(2 ** 500)));
      return where(less(x, 0), div(held, sqrt(add(1, mul(alpha, square(held))))), x);
    },
    backward: ({ x, alpha }) => {
      const u = add(1, mul(alpha, square(min(x, 0))));
      return [div(1, mul(u, sqrt(u)))];
    },
  },
  properties: {
    range: { lower: -1, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: 2,
    zeroCentered: true,
    lipschitz: 1,
    saturates: "left",
    saturation: { below: -4.533 },
    gain: 1.21972968630161,
    cost: "trivial",
  },
});
