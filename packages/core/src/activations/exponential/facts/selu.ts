import type { Facts } from "../../../definition/metadata.js";

/** What is known of selu besides its mathematics. */
export const seluFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.SELU", note: "init.calculate_gain gives 3/4" },
    jax: { name: "nn.selu" },
    keras: { name: "activations.selu" },
    onnx: { name: "Selu", note: "alpha and gamma are attributes, their defaults rounded to float32" },
    tfjs: { name: "selu" },
  },
  usedIn: ["Self-normalizing networks: LeCun initialization, AlphaDropout, no batch normalization"],
  pros: ["Keeps mean 0 and variance 1 from layer to layer.", "Never dead."],
  cons: [
    "Needs LeCun initialization and AlphaDropout to hold its promise.",
    "An exponential on the negative side.",
  ],
  numerics: [
    "eˣ − 1 makes selu(−1e−8) 0 in PyTorch, ONNX Runtime and TensorFlow; expm1 keeps it.",
    "The constants are the exact decimals; ONNX's float32 roundings are 0.3 ulp off.",
  ],
  origin: [
    {
      title: "Self-Normalizing Neural Networks",
      authors: "G. Klambauer, T. Unterthiner, A. Mayr, S. Hochreiter",
      year: 2017,
      link: "https://arxiv.org/abs/1706.02515",
    },
  ],
  seeAlso: ["elu", "celu"],
};
