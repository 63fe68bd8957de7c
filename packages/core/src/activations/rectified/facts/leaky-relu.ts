import type { Facts } from "../../../definition/metadata.js";

/** What is known of leakyRelu besides its mathematics. */
export const leakyReluFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.LeakyReLU", defaults: { negativeSlope: 0.01 } },
    jax: { name: "nn.leaky_relu", defaults: { negativeSlope: 0.01 } },
    keras: {
      name: "activations.leaky_relu",
      defaults: { negativeSlope: 0.2 },
      note: "the layer LeakyReLU has 0.3",
    },
    onnx: { name: "LeakyRelu", defaults: { negativeSlope: 0.01 }, note: "attribute alpha; opset 16" },
    tfjs: { name: "leakyRelu", defaults: { negativeSlope: 0.2 }, note: "argument alpha" },
  },
  usedIn: ["YOLO (slope 0.1)", "Discriminators of GANs (slope 0.2)"],
  pros: ["No dead units: the gradient never vanishes.", "As cheap as ReLU."],
  cons: ["The slope is one more number to choose.", "Not sparse."],
  origin: [
    {
      title: "Rectifier Nonlinearities Improve Neural Network Acoustic Models",
      authors: "A. L. Maas, A. Y. Hannun, A. Y. Ng",
      year: 2013,
    },
  ],
  seeAlso: ["relu", "prelu", "rrelu"],
};
