import { type Activation, makeActivation } from "../../activation/activation.js";
import { expm1, greater, mul, where } from "../../expression/primitives.js";

/** Options of {@link elu}. */
export interface EluOptions {
  /** The negative side tends to −alpha; any finite number, by default 1. */
  readonly alpha?: number;
}

/**
 * The exponential linear unit: f(x) = x for x > 0, otherwise alpha · (eˣ − 1).
 *
 * Shapes: any; the output has the shape of x. f′(x) is 1 for x > 0, otherwise alpha·eˣ; at 0 it is alpha.
 * Throws an `InvalidOptionError` for an alpha that is not finite.
 *
 * Source: Clevert, Unterthiner & Hochreiter 2015.
 */
export const elu: Activation<EluOptions> = makeActivation<EluOptions>({
  name: "elu",
  title: "ELU",
  summary: "ReLU whose negative side levels off smoothly at −alpha, which pulls the mean towards 0.",
  family: "exponential",
  domain: { kind: "pointwise" },
  options: {
    alpha: {
      type: "number",
      default: 1,
      tex: "\\alpha",
      description: "The negative side tends to −alpha.",
      shown: [0.25, 2],
    },
  },
  expression: ({ x, alpha }) => where(greater(x, 0), x, mul(alpha, expm1(x))),
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
