import type { Facts } from "../../../definition/metadata.js";

/** What is known of sign besides its mathematics. */
export const signFacts: Facts = {
  frameworks: {
    pytorch: { name: "sign" },
    jax: { name: "numpy.sign" },
    keras: { name: "ops.sign" },
    onnx: { name: "Sign" },
    tfjs: { name: "sign" },
  },
  usedIn: ["Binarized networks", "signSGD"],
  pros: ["One bit out, zero-centered."],
  cons: ["No gradient: needs a straight-through one.", "Jumps at 0."],
  origin: [
    {
      title:
        "Binarized Neural Networks: Training Deep Neural Networks with Weights and Activations Constrained to +1 or -1",
      authors: "M. Courbariaux, I. Hubara, D. Soudry, R. El-Yaniv, Y. Bengio",
      year: 2016,
      link: "https://arxiv.org/abs/1602.02830",
    },
  ],
  seeAlso: ["step", "tanh", "hardTanh"],
};
