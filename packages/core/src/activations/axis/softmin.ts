import { type Activation, makeActivation } from "../../activation/activation.js";
import { div, exp, mul, neg, sub, sumAlong } from "../../expression/primitives.js";
import { lastAxis } from "../axis-option.js";
import { softmaxOf } from "./softmax-weights.js";

/** Options of {@link softmin}. */
export interface SoftminOptions {
  /** The axis that is made to sum to 1; by default −1, the last. */
  readonly axis?: number;
}

/**
 * Softmax of −x: yᵢ = e^(−xᵢ) / Σⱼ e^(−xⱼ), the smallest entry first.
 *
 * Shapes: any; the output has the shape of x. +Infinity is masked out; a row of it alone, and one that holds NaN or −Infinity,
 * gives NaN. Gradient: dxᵢ = −yᵢ·(dyᵢ − Σⱼ dyⱼ·yⱼ). Throws an `AxisError` for an axis that x does not have.
 */
export const softmin: Activation<SoftminOptions> = makeActivation<SoftminOptions>({
  name: "softmin",
  title: "Softmin",
  summary: "Softmax of the negative: distances to probabilities, the nearest first.",
  family: "axis",
  domain: { kind: "axis" },
  options: { axis: lastAxis },
  expression: ({ x }) => {
    const weight = exp(neg(x));
    return div(weight, sumAlong(weight));
  },
  stable: {
    forward: ({ x }) => softmaxOf(neg(x)),
    backward: ({ x, dy }) => {
      const y = softmaxOf(neg(x));
      return [mul(y, sub(sumAlong(mul(dy, y)), dy))];
    },
  },
  properties: {
    range: { lower: 0, upper: 1, closed: [false, false] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentered: false,
    saturates: "both",
    cost: "exponential",
  },
});
