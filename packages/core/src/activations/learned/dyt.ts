import { type Activation, makeActivation } from "../../activation/activation.js";
import { constant } from "../../expression/expression.js";
import { add, mul, sech, square, tanh } from "../../expression/primitives.js";
import type { TensorLike } from "../../tensor/from.js";

const one = constant(1);

/** Options of {@link dyt}. */
export interface DytOptions {
  /** How steep the tanh is, one for all; by default 0.5. */
  readonly alpha?: TensorLike;
  /** What the tanh is multiplied by: a number, or `[F]`, one per feature (the last axis); by default 1. */
  readonly weight?: TensorLike;
  /** What is added: a number, or `[F]`, one per feature (the last axis); by default 0. */
  readonly bias?: TensorLike;
}

/**
 * Dynamic tanh: f(x) = weight · tanh(alpha·x) + bias.
 *
 * Shapes: x any; alpha, weight and bias scalars or shapes that broadcast to x; the output has the shape of x. Gradients:
 * ∂f/∂x = weight·alpha·sech²(alpha·x), ∂f/∂alpha = weight·x·sech²(alpha·x), ∂f/∂weight = tanh(alpha·x), ∂f/∂bias = 1, each
 * summed over the elements that share a parameter. Throws a `ShapeError` for a parameter that does not fit.
 *
 * Source: Zhu, Chen, He, LeCun & Liu 2025.
 */
export const dyt: Activation<DytOptions, "alpha" | "weight" | "bias"> = makeActivation<
  DytOptions,
  "alpha" | "weight" | "bias"
>({
  name: "dyt",
  title: "DyT",
  summary: "A learned tanh in place of a normalization layer.",
  family: "learned",
  aliases: ["dynamicTanh"],
  domain: { kind: "pointwise" },
  options: {
    alpha: { type: "tensor", default: 0.5, tex: "\\alpha", description: "How steep the tanh is." },
    weight: {
      type: "tensor",
      default: 1,
      tex: "\\gamma",
      description: "What the tanh is multiplied by: one for all, or one per feature (the last axis).",
    },
    bias: {
      type: "tensor",
      default: 0,
      tex: "b",
      description: "What is added: one for all, or one per feature (the last axis).",
    },
  },
  learned: ["alpha", "weight", "bias"],
  expression: ({ x, alpha, weight, bias }) => add(mul(weight, tanh(mul(alpha, x))), bias),
  stable: {
    backward: ({ x, alpha, weight }) => {
      const scaled = mul(alpha, x);
      const slope = square(sech(scaled));
      return [mul(mul(weight, alpha), slope), mul(weight, mul(x, slope)), tanh(scaled), one];
    },
  },
  properties: {
    range: { lower: -1, upper: 1, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: true,
    lipschitz: 0.5,
    saturates: "both",
    saturation: { below: -5.289, above: 5.289 },
    gain: 2.40065668601998,
    cost: "exponential",
  },
});
