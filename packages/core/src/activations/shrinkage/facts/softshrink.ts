import type { Facts } from "../../../definition/metadata.js";

/** What is known of softshrink besides its mathematics. */
export const softshrinkFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.Softshrink", defaults: { lambda: 0.5 }, note: "argument lambd" },
    keras: { name: "activations.soft_shrink", defaults: { lambda: 0.5 }, note: "argument threshold" },
    onnx: { name: "Shrink", note: "lambd and bias both lambda" },
  },
  usedIn: ["Sparse coding (ISTA, LISTA)", "Wavelet denoising"],
  pros: ["Exact zeros.", "The proximal operator of the L1 norm."],
  cons: ["Biases large inputs by lambda.", "No gradient near 0."],
  numerics: [
    "Comparisons with NaN are false, so NaN becomes 0 in ONNX Runtime and old PyTorch; here it stays NaN.",
  ],
  origin: [{ title: "De-noising by Soft-Thresholding", authors: "D. L. Donoho", year: 1995 }],
  seeAlso: ["hardshrink", "tanhshrink"],
};
