import type { Facts } from "../../../definition/metadata.js";

/** What is known of relu6 besides its mathematics. */
export const relu6Facts: Facts = {
  frameworks: {
    pytorch: { name: "nn.ReLU6" },
    jax: { name: "nn.relu6" },
    keras: { name: "activations.relu6" },
    onnx: { name: "Clip", note: "min 0, max 6" },
    tfjs: { name: "relu6" },
  },
  usedIn: ["MobileNet", "MobileNetV2", "Quantized networks"],
  pros: ["Bounded: quantizes well.", "As cheap as ReLU."],
  cons: ["No gradient above 6 either.", "Units can die."],
  origin: [
    { title: "Convolutional Deep Belief Networks on CIFAR-10", authors: "A. Krizhevsky", year: 2010 },
    {
      title: "MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications",
      authors: "A. G. Howard et al.",
      year: 2017,
      link: "https://arxiv.org/abs/1704.04861",
    },
  ],
  seeAlso: ["relu", "hardTanh", "hardSwish"],
};
