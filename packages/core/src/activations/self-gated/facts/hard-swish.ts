import type { Facts } from "../../../definition/metadata.js";

/** What is known of hardSwish besides its mathematics. */
export const hardSwishFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.Hardswish" },
    jax: { name: "nn.hard_silu", note: "also nn.hard_swish" },
    keras: { name: "activations.hard_silu", note: "also hard_swish" },
    onnx: { name: "HardSwish", note: "opset 14" },
    tfjs: { name: "hardSwish", note: "not among its layers' activations" },
  },
  usedIn: ["MobileNetV3", "LeViT"],
  pros: ["No exponential.", "Quantizes well."],
  cons: ["Kinks at ±3; the slope jumps from −1/2 to 0 and from 3/2 to 1.", "Not monotonic."],
  numerics: [
    "x·0 at −Infinity is NaN elsewhere; here it is −0.",
    "x + 3 comes first: x/6 + 1/2 with a rounded 1/6 has no digits left near −3.",
  ],
  origin: [
    {
      title: "Searching for MobileNetV3",
      authors: "A. Howard et al.",
      year: 2019,
      link: "https://arxiv.org/abs/1905.02244",
    },
  ],
  seeAlso: ["silu", "hardSigmoid", "relu6"],
};
