import type { Facts } from "../../../definition/metadata.js";

/** What is known of prelu besides its mathematics. */
export const preluFacts: Facts = {
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
};
