import type { Facts } from "../../../definition/metadata.js";

/** What is known of hardSigmoid besides its mathematics. */
export const hardSigmoidFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.Hardsigmoid" },
    jax: { name: "nn.hard_sigmoid" },
    keras: { name: "activations.hard_sigmoid", note: "0.2·x + 0.5 in Keras 2" },
    onnx: { name: "HardSigmoid", note: "0.2·x + 0.5 unless its attributes alpha and beta say otherwise" },
    tfjs: { name: "hardSigmoid", note: "layers only: 0.2·x + 0.5" },
  },
  usedIn: ["Squeeze-and-excitation in MobileNetV3", "Gates of small recurrent networks"],
  pros: ["No exponential.", "Reaches 0 and 1."],
  cons: ["No gradient beyond ±3.", "Frameworks disagree on the slope: 1/6 or 1/5."],
  numerics: ["x + 3 comes first: x/6 + 1/2 with a rounded 1/6 has no digits left near −3."],
  origin: [
    {
      title: "BinaryConnect: Training Deep Neural Networks with binary weights during propagations",
      authors: "M. Courbariaux, Y. Bengio, J.-P. David",
      year: 2015,
      link: "https://arxiv.org/abs/1511.00363",
    },
  ],
  seeAlso: ["sigmoid", "hardSwish", "sparseSigmoid"],
};
