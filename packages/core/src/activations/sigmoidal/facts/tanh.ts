import type { Facts } from "../../../definition/metadata.js";

/** What is known of tanh besides its mathematics. */
export const tanhFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.Tanh", note: "init.calculate_gain gives 5/3" },
    jax: { name: "nn.tanh" },
    keras: { name: "activations.tanh" },
    onnx: { name: "Tanh" },
    tfjs: { name: "tanh" },
  },
  usedIn: ["RNN, LSTM and GRU states", "Outputs of image generators", "Policies with bounded actions"],
  pros: ["Zero-centered: the next layer sees balanced inputs.", "Slope 1 at 0."],
  cons: ["The gradient vanishes on both sides.", "Needs an exponential."],
  numerics: [
    "1 − tanh² is 0 beyond 9 in float32; sech² keeps its digits.",
    "(e²ˣ − 1)/(e²ˣ + 1) is NaN for large x and loses small x; tanh of a subnormal is itself.",
  ],
  origin: [
    {
      title: "Efficient BackProp",
      authors: "Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller",
      year: 1998,
    },
  ],
  seeAlso: ["sigmoid", "hardTanh", "softsign", "arctan", "dyt"],
};
