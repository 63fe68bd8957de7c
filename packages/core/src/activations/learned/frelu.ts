import { type Activation, makeActivation } from "../../activation/activation.js";
import { max } from "../../expression/primitives.js";
import type { TensorLike } from "../../tensor/from.js";

/** Options of {@link frelu}. */
export interface FreluOptions {
  /** What x is compared with: T(x), of x's shape, from `funnelCondition`. Required. */
  readonly condition: TensorLike;
}

/**
 * The funnel activation: f(x) = max(x, T(x)), where T(x) is a depthwise 3×3 convolution of x, normalized per channel.
 *
 * T is a layer of its own, `funnelCondition`; this is the maximum, with the gradient for both sides. `funnel` does both:
 *
 * ```ts
 * const y = await funnel(x, { kernel, weight, bias });
 * const { x: dx, kernel: dkernel } = await funnel.backward(x, dy, { kernel, weight, bias });
 * ```
 *
 * Shapes: x any, usually (N, C, H, W); condition of x's shape; the output has the shape of x. Gradients: ∂f/∂x is 1 where
 * x > condition, ∂f/∂condition is 1 elsewhere, at a tie too. Throws a `ShapeError` for a condition that does not fit.
 *
 * Source: Ma, Zhang & Sun 2020.
 */
export const frelu: Activation<FreluOptions, "condition"> = makeActivation<FreluOptions, "condition">({
  name: "frelu",
  title: "FReLU",
  summary: "ReLU whose threshold is a small convolution of the input: it sees the neighborhood.",
  family: "learned",
  domain: { kind: "pointwise" },
  options: {
    condition: { type: "tensor", tex: "T(x)", description: "What x is compared with, from funnelCondition." },
  },
  learned: ["condition"],
  expression: ({ x, condition }) => max(x, condition),
  properties: {
    range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: 0,
    zeroCentered: false,
    lipschitz: 1,
    saturates: "none",
    cost: "several",
  },
});
