import type { Facts } from "../../../definition/metadata.js";

/** What is known of relu besides its mathematics. */
export const reluFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.ReLU" },
    jax: { name: "nn.relu" },
    keras: { name: "activations.relu", note: "also takes negative_slope, max_value and threshold" },
    onnx: { name: "Relu", note: "opset 14" },
    tfjs: { name: "relu" },
  },
  usedIn: ["AlexNet", "VGG", "ResNet", "The original Transformer's feed-forward layers"],
  pros: [
    "One comparison an element.",
    "No saturation for positive inputs.",
    "Sparse: about half the outputs are 0.",
  ],
  cons: [
    "A unit whose inputs are all negative gets no gradient and stays dead.",
    "Outputs are not zero-centered.",
  ],
  numerics: [
    "Comparisons that drop NaN turn a diverging network into one that looks well; here NaN stays NaN.",
  ],
  origin: [
    {
      title: "Visual Feature Extraction by a Multilayered Network of Analog Threshold Elements",
      authors: "K. Fukushima",
      year: 1969,
    },
    {
      title: "Rectified Linear Units Improve Restricted Boltzmann Machines",
      authors: "V. Nair, G. E. Hinton",
      year: 2010,
    },
  ],
  seeAlso: ["leakyRelu", "relu6", "gelu", "squaredRelu"],
};
