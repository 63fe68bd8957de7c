import type { Facts } from "../../../definition/metadata.js";

/** What is known of celu besides its mathematics. */
export const celuFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.CELU", defaults: { alpha: 1 } },
    jax: { name: "nn.celu", defaults: { alpha: 1 } },
    keras: { name: "activations.celu", defaults: { alpha: 1 } },
    onnx: { name: "Celu", defaults: { alpha: 1 }, note: "opset 12" },
  },
  usedIn: ["Where ELU's alpha is to be tuned"],
  pros: ["Continuously differentiable for every alpha.", "Tends to ReLU as alpha tends to 0."],
  cons: ["An exponential on the negative side."],
  numerics: ["e^(x/alpha) − 1 rounds small x away; expm1 keeps it. PyTorch gives 0 for celu(−1e−8)."],
  origin: [
    {
      title: "Continuously Differentiable Exponential Linear Units",
      authors: "J. T. Barron",
      year: 2017,
      link: "https://arxiv.org/abs/1704.07483",
    },
  ],
  seeAlso: ["elu", "selu"],
};
