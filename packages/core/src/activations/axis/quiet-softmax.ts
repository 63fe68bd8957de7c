import { type Activation, makeActivation } from "../../activation/activation.js";
import type { Expression, InputExpression } from "../../expression/expression.js";
import { add, div, exp, max, maxAlong, neg, sub, sumAlong } from "../../expression/primitives.js";
import { lastAxis } from "../axis-option.js";
import { softmaxGradient } from "./softmax-gradient.js";

/** Options of {@link quietSoftmax}. */
export interface QuietSoftmaxOptions {
  /** The axis along which numbers meet; by default −1, the last. */
  readonly axis?: number;
}

/**
 * Softmax with the choice of saying nothing: yᵢ = e^(xᵢ) / (1 + Σⱼ e^(xⱼ)).
 *
 * Shapes: any; the output has the shape of x. Rows sum to less than 1; one of −Infinity alone gives zeros. A row that holds NaN or
 * +Infinity gives NaN. Gradient: dxᵢ = yᵢ·(dyᵢ − Σⱼ dyⱼ·yⱼ). Throws an `AxisError` for an axis that x does not have.
 *
 * Source: Miller 2023.
 */
export const quietSoftmax: Activation<QuietSoftmaxOptions> = makeActivation<QuietSoftmaxOptions>({
  name: "quietSoftmax",
  title: "Quiet softmax",
  summary: "Softmax with a 1 in the denominator, so that a head may attend to nothing.",
  family: "axis",
  aliases: ["softmax1", "softmaxOne"],
  domain: { kind: "axis" },
  options: { axis: lastAxis },
  expression: ({ x }) => div(exp(x), add(1, sumAlong(exp(x)))),
  stable: {
    forward: ({ x }) => share(x),
    backward: ({ x, dy }) => [softmaxGradient(share(x), dy)],
  },
  properties: {
    range: { lower: 0, upper: 1, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: false,
    saturates: "both",
    cost: "exponential",
  },
});

function share(x: InputExpression): Expression {
  const largest = max(maxAlong(x), 0);
  const weight = exp(sub(x, largest));
  return div(weight, add(exp(neg(largest)), sumAlong(weight)));
}
