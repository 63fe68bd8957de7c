import { type Activation, makeActivation } from "../../activation/activation.js";
import { div, exp, sumAlong } from "../../expression/primitives.js";
import { softmaxGradient } from "./softmax-gradient.js";
import { softmaxOf } from "./softmax-weights.js";

/** Options of {@link softmax2d}. */
export interface Softmax2dOptions {
  /** The channel axis; by default −3, for (N, C, H, W) and (C, H, W). */
  readonly axis?: number;
}

/**
 * Softmax over the channels at each place of an image: yᵢ = e^(xᵢ) / Σⱼ e^(xⱼ) along axis −3.
 *
 * Shapes: (N, C, H, W) or (C, H, W), and any other of rank 3 or more; the output has the shape of x. Gradient as softmax's.
 * Throws an `AxisError` for a rank below 3.
 *
 * Source: Torch.
 */
export const softmax2d: Activation<Softmax2dOptions> = makeActivation<Softmax2dOptions>({
  name: "softmax2d",
  title: "Softmax2d",
  summary: "Softmax over the channels at each place of an image.",
  family: "axis",
  domain: { kind: "axis" },
  options: { axis: { type: "axis", default: -3, description: "The channel axis." } },
  expression: ({ x }) => {
    const weight = exp(x);
    return div(weight, sumAlong(weight));
  },
  stable: {
    forward: ({ x }) => softmaxOf(x),
    backward: ({ x, dy }) => [softmaxGradient(softmaxOf(x), dy)],
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
