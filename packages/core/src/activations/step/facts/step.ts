import type { Facts } from "../../../definition/metadata.js";

/** What is known of step besides its mathematics. */
export const stepFacts: Facts = {
  frameworks: {
    pytorch: { name: "heaviside", note: "the value at 0 is required" },
    jax: { name: "numpy.heaviside", note: "the value at 0 is required" },
    tfjs: { name: "step", defaults: { value: 0 }, note: "its alpha is the value for negative inputs" },
  },
  usedIn: ["The perceptron", "Binarized networks", "Spiking networks"],
  pros: ["One bit out.", "One comparison."],
  cons: ["No gradient: needs a straight-through or surrogate one.", "Jumps at 0."],
  origin: [
    {
      title: "A Logical Calculus of the Ideas Immanent in Nervous Activity",
      authors: "W. S. McCulloch, W. Pitts",
      year: 1943,
    },
    {
      title: "Estimating or Propagating Gradients Through Stochastic Neurons for Conditional Computation",
      authors: "Y. Bengio, N. Léonard, A. Courville",
      year: 2013,
      link: "https://arxiv.org/abs/1308.3432",
    },
  ],
  seeAlso: ["sign", "sigmoid", "hardSigmoid"],
};
