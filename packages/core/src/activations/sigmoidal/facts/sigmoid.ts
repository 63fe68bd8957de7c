import type { Facts } from "../../../definition/metadata.js";

/** What is known of sigmoid besides its mathematics. */
export const sigmoidFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.Sigmoid" },
    jax: { name: "nn.sigmoid" },
    keras: { name: "activations.sigmoid" },
    onnx: { name: "Sigmoid" },
    tfjs: { name: "sigmoid" },
  },
  usedIn: ["Binary and multi-label outputs", "Gates of LSTM and GRU", "Squeeze-and-excitation"],
  pros: ["Bounded, smooth, and readable as a probability."],
  cons: [
    "The gradient is at most 1/4 and vanishes on both sides.",
    "Outputs are not zero-centered.",
    "Needs an exponential.",
  ],
  numerics: [
    "f(1 − f) is 0 for x ≥ 17 in float32, where the slope is still 4e−8; f(x)·f(−x) keeps all digits.",
    "Rational approximations hold an absolute error only: −17 comes out as 9e−8 instead of 4e−8.",
  ],
  origin: [
    {
      title: "Learning Representations by Back-Propagating Errors",
      authors: "D. E. Rumelhart, G. E. Hinton, R. J. Williams",
      year: 1986,
    },
  ],
  seeAlso: ["tanh", "hardSigmoid", "logSigmoid", "softmax"],
};
