import { type Activation, makeActivation } from "../../activation/activation.js";
import { add, div, exp, maxAlong, sub, sumAlong } from "../../expression/primitives.js";
import type { TensorLike } from "../../tensor/from.js";
import { oneHot, unlessNaN } from "../axis/one-hot.js";
import { softmaxGradient } from "../axis/softmax-gradient.js";
import { softmaxOf } from "../axis/softmax-weights.js";
import { lastAxis } from "../axis-option.js";

/** Options of {@link gumbelSoftmax}. */
export interface GumbelSoftmaxOptions {
  /** The axis that is made to sum to 1; by default −1, the last. */
  readonly axis?: number;
  /** The temperature: the smaller, the closer to one-hot. A finite number above 0, by default 1. */
  readonly tau?: number;
  /** Whether the output is one-hot; the gradient is that of the soft output all the same. By default false. */
  readonly hard?: boolean;
  /** The noise, from `gumbelNoise`, of x's shape or one that broadcasts to it; by default 0, which is plain softmax. */
  readonly noise?: TensorLike;
}

/**
 * A sample from a categorical distribution that gradients pass through: y = softmax((x + noise)/tau), with Gumbel noise;
 * with `hard` the one-hot of its largest entry.
 *
 * ```ts
 * const noise = gumbelNoise(logits.shape, { seed: 1 });
 * const sample = await gumbelSoftmax(logits, { noise, tau: 0.5 });
 * const dlogits = await gumbelSoftmax.backward(logits, dy, { noise, tau: 0.5 });
 * ```
 *
 * Shapes: any; the output has the shape of x. Gradient: dxᵢ = yᵢ·(dyᵢ − Σⱼ dyⱼ·yⱼ)/tau with the soft y.
 * Throws an `AxisError` for an axis that x does not have, an `InvalidOptionError` for a tau that is not finite and
 * positive, a `ShapeError` for noise that does not fit.
 *
 * Source: Jang, Gu & Poole 2016; Maddison, Mnih & Teh 2016.
 */
export const gumbelSoftmax: Activation<GumbelSoftmaxOptions> = makeActivation<GumbelSoftmaxOptions>({
  name: "gumbelSoftmax",
  title: "Gumbel-softmax",
  summary: "Draws a category in a way that gradients pass through.",
  family: "random",
  domain: { kind: "axis" },
  options: {
    axis: lastAxis,
    tau: {
      type: "number",
      default: 1,
      tex: "\\tau",
      description: "The temperature: the smaller, the closer to one-hot.",
      accepts: {
        description: "a finite number greater than 0",
        test: (value) => value > 0 && value < Infinity,
      },
      shown: [0.1, 2],
    },
    hard: { type: "flag", default: false, description: "Whether the output is one-hot." },
    noise: { type: "tensor", default: 0, tex: "g_i", description: "Gumbel noise, from gumbelNoise." },
  },
  expression: ({ x, noise, tau, hard, index }) => {
    const scores = add(x, noise);
    if (hard) return oneHot(scores, index);
    const weight = exp(div(scores, tau));
    return div(weight, sumAlong(weight));
  },
  stable: {
    forward: ({ x, noise, tau, hard, index }) => {
      const scores = add(x, noise);
      if (hard) return unlessNaN(scores, oneHot(scores, index));
      const weight = exp(div(sub(scores, maxAlong(scores)), tau));
      return div(weight, sumAlong(weight));
    },
    backward: ({ x, noise, tau, dy }) => [div(softmaxGradient(softmaxOf(div(add(x, noise), tau)), dy), tau)],
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
