import type { Facts } from "../../../definition/metadata.js";

/** What is known of elu besides its mathematics. */
export const eluFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.ELU", defaults: { alpha: 1 } },
    jax: { name: "nn.elu", defaults: { alpha: 1 } },
    keras: { name: "activations.elu", defaults: { alpha: 1 } },
    onnx: { name: "Elu", defaults: { alpha: 1 } },
    tfjs: { name: "elu", note: "no alpha outside of layers" },
  },
  usedIn: ["Deep networks without batch normalization"],
  pros: [
    "Mean activations near 0.",
    "Continuously differentiable for alpha = 1.",
    "Saturates for noise on the left.",
  ],
  cons: ["An exponential on the negative side.", "A kink at 0 for every other alpha."],
  numerics: [
    "eˣ − 1 rounds −1e−8 to 0 in float32 (PyTorch and ONNX Runtime do); expm1 keeps it.",
    "The slope is alpha·eˣ, not f + alpha, which is 0 from −18 on.",
  ],
  origin: [
    {
      title: "Fast and Accurate Deep Network Learning by Exponential Linear Units (ELUs)",
      authors: "D.-A. Clevert, T. Unterthiner, S. Hochreiter",
      year: 2015,
      link: "https://arxiv.org/abs/1511.07289",
    },
  ],
  seeAlso: ["selu", "celu", "softplus"],
};
