import type { Facts } from "../../../definition/metadata.js";

/** What is known of thresholdedRelu besides its mathematics. */
export const thresholdedReluFacts: Facts = {
  frameworks: {
    keras: { name: "layers.ReLU", note: "argument threshold; layers.ThresholdedReLU in Keras 2, theta 1" },
    onnx: { name: "ThresholdedRelu", defaults: { alpha: 1 } },
    tfjs: { name: "layers.thresholdedReLU", defaults: { alpha: 1 }, note: "argument theta" },
  },
  usedIn: ["Autoencoders without a bias"],
  pros: ["Sparse.", "Needs no bias."],
  cons: ["Jumps at alpha.", "No gradient below."],
  numerics: ["ONNX Runtime gives 0 for NaN; here it stays NaN."],
  origin: [
    {
      title: "Zero-bias autoencoders and the benefits of co-adapting features",
      authors: "K. Konda, R. Memisevic, D. Krueger",
      year: 2014,
      link: "https://arxiv.org/abs/1402.3337",
    },
  ],
  seeAlso: ["threshold", "relu", "hardshrink"],
};
