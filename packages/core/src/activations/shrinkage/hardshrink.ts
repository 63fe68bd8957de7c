import { type Activation, makeActivation } from "../../activation/activation.js";
import { abs, greater, mul, where } from "../../expression/primitives.js";
import { lambdaOption } from "./lambda-option.js";

/** Options of {@link hardshrink}. */
export interface HardshrinkOptions {
  /** What |x| must exceed to be kept; a finite number of at least 0, by default 0.5. */
  readonly lambda?: number;
}

/**
 * Sets small numbers to 0: f(x) = x for |x| > lambda, otherwise 0.
 *
 * Shapes: any; the output has the shape of x. f′(x) is 1 for |x| > lambda, otherwise 0, also at ±lambda. Zeros keep the sign of x.
 * Throws an `InvalidOptionError` for a lambda that is negative or not finite.
 *
 * Source: Donoho & Johnstone 1994.
 */
export const hardshrink: Activation<HardshrinkOptions> = makeActivation<HardshrinkOptions>({
  name: "hardshrink",
  title: "Hardshrink",
  summary: "Hard thresholding: small inputs become 0, the rest stays as it is.",
  family: "shrinkage",
  domain: { kind: "pointwise" },
  options: { lambda: lambdaOption },
  expression: ({ x, lambda }) => where(greater(abs(x), lambda), x, 0),
  stable: { forward: ({ x, lambda }) => mul(x, greater(abs(x), lambda)) },
  properties: {
    range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: -1,
    zeroCentered: true,
    saturates: "none",
    gain: 1.01579635471973,
    cost: "trivial",
  },
});
