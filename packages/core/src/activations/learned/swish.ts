import { type Activation, makeActivation } from "../../activation/activation.js";
import { add, max, min, mul, neg, sigmoid } from "../../expression/primitives.js";
import type { TensorLike } from "../../tensor/from.js";

/** Options of {@link swish}. */
export interface SwishOptions {
  /** How sharp the gate is: one number, `[C]` (one per channel, axis 1), or a shape that broadcasts to x as in NumPy; by default 1. */
  readonly beta?: TensorLike;
}

/**
 * SiLU with a learned gate: f(x) = x · σ(beta·x). With beta = 1 it is {@link silu}, which frameworks call swish too.
 *
 * Shapes: x any; beta a scalar, `[C]` against axis 1 of x, or one that broadcasts to x (`[1, C]`: the last axis); the output has the shape of x.
 * Gradients: with s = σ(beta·x) and t = σ(−beta·x), ∂f/∂x = s·(1 + beta·x·t) and ∂f/∂beta = x²·s·t, summed over the
 * elements that share a beta. Throws a `ShapeError` for a beta that does not fit.
 *
 * Source: Ramachandran, Zoph & Le 2017.
 */
export const swish: Activation<SwishOptions, "beta"> = makeActivation<SwishOptions, "beta">({
  name: "swish",
  title: "Swish",
  summary: "SiLU that learns how sharp its gate is: x/2 at beta 0, ReLU as beta grows.",
  family: "learned",
  domain: { kind: "pointwise" },
  options: {
    beta: {
      type: "tensor",
      default: 1,
      tex: "\\beta",
      description: "How sharp the gate is: one for all, or one per channel (axis 1).",
      channel: true,
    },
  },
  learned: ["beta"],
  expression: ({ x, beta }) => mul(x, sigmoid(mul(beta, x))),
  stable: {
    // Beyond ±800 the gate is 0 or 1; beta·x is held there so that nothing overflows.
    backward: ({ x, beta }) => {
      const scaled = max(min(mul(beta, x), 800), -800);
      const s = sigmoid(scaled);
      const t = sigmoid(neg(scaled));
      return [mul(s, add(1, mul(scaled, t))), mul(mul(x, s), mul(x, t))];
    },
  },
  properties: {
    range: { lower: -0.2784645427610738, upper: Infinity, closed: [true, false] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentered: true,
    lipschitz: 1.09983932012887,
    minimum: { x: -1.27846454276107, y: -0.2784645427610738 },
    saturates: "left",
    saturation: { below: -6.262 },
    gain: 1.67653247033109,
    cost: "exponential",
  },
});
