import type { Facts } from "../../../definition/metadata.js";

/** What is known of hardTanh besides its mathematics. */
export const hardTanhFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.Hardtanh", defaults: { minVal: -1, maxVal: 1 } },
    jax: { name: "nn.hard_tanh", note: "bounds fixed" },
    keras: { name: "activations.hard_tanh", note: "bounds fixed" },
    onnx: { name: "Clip", note: "bounds are inputs" },
    tfjs: { name: "clipByValue", note: "bounds are required" },
  },
  usedIn: ["Early language models", "Straight-through gradients of binarized networks"],
  pros: ["Two comparisons.", "Bounded."],
  cons: ["No gradient outside the bounds."],
  origin: [{ title: "Large Scale Machine Learning", authors: "R. Collobert", year: 2004 }],
  seeAlso: ["tanh", "relu6", "hardSigmoid"],
};
