import type { Facts } from "../../../definition/metadata.js";

/** What is known of softmax besides its mathematics. */
export const softmaxFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.Softmax", note: "dim is required" },
    jax: { name: "nn.softmax", defaults: { axis: -1 } },
    keras: { name: "activations.softmax", defaults: { axis: -1 } },
    onnx: { name: "Softmax", defaults: { axis: -1 }, note: "opset 13; before, axis 1 and all that follow" },
    tfjs: { name: "softmax", defaults: { axis: -1 }, note: "the last axis only" },
  },
  usedIn: ["Classification", "Attention", "Policies over discrete actions"],
  pros: ["A probability for each entry.", "Differentiable stand-in for arg max."],
  cons: [
    "Never exactly 0.",
    "The gradient vanishes where one entry dominates.",
    "Entries depend on the whole row.",
  ],
  numerics: [
    "The largest entry is subtracted first, so that nothing overflows.",
    "Sums are accumulated in double; subnormal probabilities are kept.",
    "A maximum that drops NaN turns [NaN, 0] into [1, 0]; here the row is NaN.",
  ],
  origin: [
    {
      title:
        "Probabilistic Interpretation of Feedforward Classification Network Outputs, with Relationships to Statistical Pattern Recognition",
      authors: "J. S. Bridle",
      year: 1990,
    },
  ],
  seeAlso: ["maskedSoftmax", "logSoftmax", "sparsemax", "entmax15", "quietSoftmax", "gumbelSoftmax"],
};
