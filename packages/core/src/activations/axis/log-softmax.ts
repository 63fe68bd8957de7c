import { type Activation, makeActivation } from "../../activation/activation.js";
import type { Expression, InputExpression } from "../../expression/expression.js";
import {
  argmaxAlong,
  equal,
  exp,
  log,
  log1p,
  maxAlong,
  mul,
  neg,
  sub,
  sumAlong,
  where,
} from "../../expression/primitives.js";
import { lastAxis } from "../axis-option.js";
import { softmaxOf } from "./softmax-weights.js";

/** Options of {@link logSoftmax}. */
export interface LogSoftmaxOptions {
  /** The axis along which the exponentials sum to 1; by default −1, the last. */
  readonly axis?: number;
}

/**
 * The logarithm of softmax: yᵢ = xᵢ − log Σⱼ e^(xⱼ).
 *
 * Shapes: any; the output has the shape of x. −Infinity gives −Infinity; a row of it alone, and one that holds NaN or +Infinity,
 * gives NaN. Gradient: dxᵢ = dyᵢ − softmax(x)ᵢ·Σⱼ dyⱼ. Throws an `AxisError` for an axis that x does not have.
 */
export const logSoftmax: Activation<LogSoftmaxOptions> = makeActivation<LogSoftmaxOptions>({
  name: "logSoftmax",
  title: "LogSoftmax",
  summary: "Log-probabilities along an axis, exact even for the class that is all but certain.",
  family: "axis",
  domain: { kind: "axis" },
  options: { axis: lastAxis },
  expression: ({ x }) => sub(x, log(sumAlong(exp(x)))),
  stable: {
    forward: ({ x, index }) => {
      const shifted = sub(x, maxAlong(x));
      // −(log − a) rather than a − log: an entry that is certain to the last digit is −0, not 0.
      return neg(sub(log1p(sumOfOthers(x, index, shifted)), shifted));
    },
    backward: ({ x, dy }) => [sub(dy, mul(softmaxOf(x), sumAlong(dy)))],
  },
  properties: {
    range: { lower: -Infinity, upper: 0, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: false,
    saturates: "right",
    cost: "several",
  },
});

/**
 * Σ eᵃ without the first largest entry, whose eᵃ is 1. That entry adds its own shifted score instead, which is 0, or NaN in
 * a row with nothing finite to compare with.
 */
function sumOfOthers(x: InputExpression, index: InputExpression, shifted: Expression): Expression {
  return sumAlong(where(equal(index, argmaxAlong(x)), shifted, exp(shifted)));
}
