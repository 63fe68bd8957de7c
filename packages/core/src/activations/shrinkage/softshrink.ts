import { type Activation, makeActivation } from "../../activation/activation.js";
import { abs, add, greater, less, max, mul, neg, sign, sub, where } from "../../expression/primitives.js";
import { lambdaOption } from "./lambda-option.js";

/** Options of {@link softshrink}. */
export interface SoftshrinkOptions {
  /** What is taken off; a finite number of at least 0, by default 0.5. */
  readonly lambda?: number;
}

/**
 * Moves every number towards 0 by lambda: f(x) = x − lambda for x > lambda, x + lambda for x < −lambda, otherwise 0.
 *
 * Shapes: any; the output has the shape of x. f′(x) is 1 for |x| > lambda, otherwise 0, also at ±lambda. Zeros keep the sign of x.
 * Throws an `InvalidOptionError` for a lambda that is negative or not finite.
 *
 * Source: Donoho 1995.
 */
export const softshrink: Activation<SoftshrinkOptions> = makeActivation<SoftshrinkOptions>({
  name: "softshrink",
  title: "Softshrink",
  summary: "Soft thresholding: small inputs become 0, the rest moves towards it.",
  family: "shrinkage",
  domain: { kind: "pointwise" },
  options: { lambda: lambdaOption },
  expression: ({ x, lambda }) =>
    where(greater(x, lambda), sub(x, lambda), where(less(x, neg(lambda)), add(x, lambda), 0)),
  stable: {
    forward: ({ x, lambda }) => mul(sign(x), max(sub(abs(x), lambda), 0)),
    backward: ({ x, lambda }) => [where(greater(abs(x), lambda), 1, 0)],
  },
  properties: {
    range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: 0,
    zeroCentered: true,
    lipschitz: 1,
    saturates: "none",
    gain: 1.54436052828013,
    cost: "trivial",
  },
});
