import { type Activation, makeActivation } from "../../activation/activation.js";
import { add, div, exp, expm1, greater, max, min, mul, where } from "../../expression/primitives.js";

/** Options of {@link celu}. */
export interface CeluOptions {
  /** The negative side tends to −alpha; a finite number other than 0, by default 1. */
  readonly alpha?: number;
}

/**
 * The continuously differentiable exponential linear unit: f(x) = max(x, 0) + min(alpha · (e^(x/alpha) − 1), 0).
 *
 * Shapes: any; the output has the shape of x. f′(x) is 1 for x > 0, otherwise e^(x/alpha).
 * Throws an `InvalidOptionError` for an alpha of 0 or one that is not finite.
 *
 * Source: Barron 2017.
 */
export const celu: Activation<CeluOptions> = makeActivation<CeluOptions>({
  name: "celu",
  title: "CELU",
  summary: "ELU stretched so that its slope is continuous for every alpha.",
  family: "exponential",
  domain: { kind: "pointwise" },
  options: {
    alpha: {
      type: "number",
      default: 1,
      tex: "\\alpha",
      description: "The negative side tends to −alpha.",
      accepts: {
        description: "a finite number other than 0",
        test: (value) => Number.isFinite(value) && value !== 0,
      },
      shown: [0.25, 2],
    },
  },
  expression: ({ x, alpha }) => add(max(x, 0), min(mul(alpha, expm1(div(x, alpha))), 0)),
  stable: {
    forward: ({ x, alpha }) => where(greater(x, 0), x, mul(alpha, expm1(div(x, alpha)))),
    backward: ({ x, alpha }) => [where(greater(x, 0), 1, exp(div(x, alpha)))],
  },
  properties: {
    range: { lower: -1, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: 1,
    zeroCentered: true,
    lipschitz: 1,
    saturates: "left",
    saturation: { below: -4.606 },
    gain: 1.24519830070071,
    cost: "exponential",
  },
});
