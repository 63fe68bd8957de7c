import type { Facts } from "../../../definition/metadata.js";

/** What is known of silu besides its mathematics. */
export const siluFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.SiLU" },
    jax: { name: "nn.silu", note: "also nn.swish" },
    keras: { name: "activations.silu", note: "also swish" },
    onnx: { name: "Swish", note: "opset 24; its alpha is 1 by default" },
    tfjs: { name: "swish", note: "layers only" },
  },
  usedIn: ["EfficientNet", "YOLOv5 and later", "Diffusion U-Nets", "Llama (inside SwiGLU)"],
  pros: ["Smooth, with a gradient for small negative inputs.", "One exponential."],
  cons: ["Not monotonic.", "Dearer than ReLU."],
  numerics: [
    "x·σ(x) at −Infinity is −Infinity·0 = NaN elsewhere; here it is the limit, −0.",
    "σ(1 + x(1 − σ)) loses the slope's tail; 1 − σ is computed as σ(−x).",
  ],
  origin: [
    {
      title:
        "Sigmoid-Weighted Linear Units for Neural Network Function Approximation in Reinforcement Learning",
      authors: "S. Elfwing, E. Uchibe, K. Doya",
      year: 2017,
      link: "https://arxiv.org/abs/1702.03118",
    },
    {
      title: "Searching for Activation Functions",
      authors: "P. Ramachandran, B. Zoph, Q. V. Le",
      year: 2017,
      link: "https://arxiv.org/abs/1710.05941",
    },
  ],
  seeAlso: ["swish", "gelu", "hardSwish", "swiglu"],
};
