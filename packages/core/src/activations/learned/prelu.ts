import { type Activation, makeActivation } from "../../activation/activation.js";
import { greater, mul, where } from "../../expression/primitives.js";
import type { TensorLike } from "../../tensor/from.js";

/** Options of {@link prelu}. */
export interface PreluOptions {
  /** The slope for negative inputs: one number, `[C]` (one per channel, axis 1), or a shape that broadcasts to x as in NumPy; by default 0.25. */
  readonly weight?: TensorLike;
}

/**
 * Leaky ReLU whose slope is learned: f(x) = x for x > 0, otherwise weight · x.
 *
 * Shapes: x any; weight a scalar, `[C]` against axis 1 of x, or one that broadcasts to x (`[1, C]`: the last axis); the output has the shape of x.
 * Gradients: ∂f/∂x is 1 for x > 0, otherwise weight, also at 0; ∂f/∂weight is 0 for x > 0, otherwise x, summed over the
 * elements that share a weight. Throws a `ShapeError` for a weight that does not fit.
 *
 * Source: He, Zhang, Ren & Sun 2015.
 */
export const prelu: Activation<PreluOptions, "weight"> = makeActivation<PreluOptions, "weight">({
  name: "prelu",
  title: "PReLU",
  summary: "Leaky ReLU that learns its slope, for all elements or for each channel.",
  family: "learned",
  domain: { kind: "pointwise" },
  options: {
    weight: {
      type: "tensor",
      default: 0.25,
      tex: "w",
      description: "The slope for negative inputs: one for all, or one per channel (axis 1).",
      channel: true,
    },
  },
  learned: ["weight"],
  expression: ({ x, weight }) => where(greater(x, 0), x, mul(weight, x)),
  properties: {
    range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: 0,
    zeroCentered: true,
    lipschitz: 1,
    saturates: "none",
    gain: 1.37198868114007,
    cost: "trivial",
  },
});
