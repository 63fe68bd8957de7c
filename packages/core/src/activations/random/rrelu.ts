import { type Activation, makeActivation } from "../../activation/activation.js";
import { greaterEqual, mul, where } from "../../expression/primitives.js";
import type { TensorLike } from "../../tensor/from.js";

/** Options of {@link rrelu}. */
export interface RreluOptions {
  /** The slopes for negative inputs, one per element, from `rreluSlopes`; by default 11/48, the mean, for evaluation. */
  readonly slopes?: TensorLike;
}

/**
 * Randomized leaky ReLU: f(x) = x for x ≥ 0, otherwise slope · x, with a slope drawn for each element in training and
 * their mean in evaluation.
 *
 * ```ts
 * const slopes = rreluSlopes(x.shape, { seed: 1 });
 * const y = await rrelu(x, { slopes });
 * const dx = await rrelu.backward(x, dy, { slopes });
 * ```
 *
 * Shapes: x any; slopes of x's shape, or one that broadcasts to it; the output has the shape of x. ∂f/∂x is 1 for x ≥ 0,
 * otherwise the slope. Throws a `ShapeError` for slopes that do not fit.
 *
 * Source: Xu, Wang, Chen & Li 2015.
 */
export const rrelu: Activation<RreluOptions> = makeActivation<RreluOptions>({
  name: "rrelu",
  title: "RReLU",
  summary: "Leaky ReLU with slopes drawn at random in training: a regulariser.",
  family: "random",
  domain: { kind: "pointwise" },
  options: {
    slopes: {
      type: "tensor",
      default: 11 / 48,
      tex: "a",
      description: "The slopes for negative inputs: drawn in training, their mean in evaluation.",
    },
  },
  expression: ({ x, slopes }) => where(greaterEqual(x, 0), x, mul(slopes, x)),
  properties: {
    range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: 0,
    zeroCentered: true,
    lipschitz: 1,
    saturates: "none",
    gain: 1.37847966454606,
    cost: "trivial",
  },
});
