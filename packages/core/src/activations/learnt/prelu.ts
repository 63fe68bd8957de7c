import { type Activation, makeActivation } from "../../activation/activation.js";
import { greater, mul, where } from "../../expression/primitives.js";
import type { TensorLike } from "../../tensor/from.js";

/** Options of {@link prelu}. */
export interface PreluOptions {
  /** The slope for negative inputs: one number, `[C]` (one per channel, axis 1), or a shape that broadcasts to x as in NumPy; by default 0.25. */
  readonly weight?: TensorLike;
}

/**
 * Leaky ReLU whose slope is learnt: f(x) = x for x > 0, otherwise weight · x.
 *
 * Shapes: x any; weight a scalar, `[C]` against axis 1 of x, or one that broadcasts to x (`[1, C]`: the last axis); the output has x's shape.
 * Gradients: ∂f/∂x is 1 for x > 0, otherwise weight, at 0 too; ∂f/∂weight is 0 for x > 0, otherwise x, summed over the
 * elements that share a weight. Throws a `ShapeError` for a weight that does not fit.
 *
 * Source: He, Zhang, Ren & Sun 2015.
 */
export const prelu: Activation<PreluOptions, "weight"> = makeActivation<PreluOptions, "weight">({
  name: "prelu",
  title: "PReLU",
  summary: "Leaky ReLU that learns its slope, for all elements or for each channel.",
  family: "learnt",
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
  learnt: ["weight"],
  expression: ({ x, weight }) => where(greater(x, 0), x, mul(weight, x)),
  properties: {
    range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: 0,
    zeroCentred: true,
    lipschitz: 1,
    saturates: "none",
    gain: 1.37198868114007,
    cost: "trivial",
  },
  frameworks: {
    pytorch: { name: "nn.PReLU", defaults: { weight: 0.25 }, note: "scalar or per channel, dimension 1" },
    keras: { name: "layers.PReLU", defaults: { weight: 0 }, note: "shared_axes tells what shares a weight" },
    onnx: {
      name: "PRelu",
      note: "slope broadcasts to x, aligned at the right: a slope [C] is weight [1, C] here; opset 16",
    },
    tfjs: { name: "prelu", note: "alpha broadcasts as in NumPy" },
  },
  usedIn: ["The ImageNet classifier of He et al. 2015", "SRGAN", "Face recognition (ArcFace)"],
  pros: ["The network finds the slope.", "One more parameter per layer or channel costs nothing."],
  cons: ["Overfits small data sets.", "Weight decay pulls the slope towards 0, which is ReLU."],
  numerics: ["The slope's gradient is a sum over many elements; it is accumulated in double."],
  origin: [
    {
      title: "Delving Deep into Rectifiers: Surpassing Human-Level Performance on ImageNet Classification",
      authors: "K. He, X. Zhang, S. Ren, J. Sun",
      year: 2015,
      link: "https://arxiv.org/abs/1502.01852",
    },
  ],
  seeAlso: ["leakyRelu", "rrelu", "frelu"],
});
