import type { Facts } from "../../../definition/metadata.js";

/** What is known of swish besides its mathematics. */
export const swishFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.SiLU", note: "beta 1 only" },
    jax: { name: "nn.swish", note: "beta 1 only" },
    keras: { name: "activations.swish", note: "beta 1 only" },
    onnx: { name: "Swish", defaults: { beta: 1 }, note: "opset 24; alpha is a number, not learned" },
    tfjs: { name: "swish", note: "layers only; alpha is a number, not learned" },
  },
  usedIn: ["Image classifiers found by architecture search"],
  pros: ["Between linear and ReLU, wherever training wants it."],
  cons: ["Learned betas mostly end up near 1.", "Not monotonic."],
  numerics: ["x²·s·(1 − s) is Infinity·0 for large x; (x·s)·(x·t) is not."],
  origin: [
    {
      title: "Searching for Activation Functions",
      authors: "P. Ramachandran, B. Zoph, Q. V. Le",
      year: 2017,
      link: "https://arxiv.org/abs/1710.05941",
    },
  ],
  seeAlso: ["silu", "quickGelu", "prelu"],
};
