import type { Facts } from "../../../definition/metadata.js";

/** What is known of hardshrink besides its mathematics. */
export const hardshrinkFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.Hardshrink", defaults: { lambda: 0.5 }, note: "argument lambd" },
    keras: { name: "activations.hard_shrink", defaults: { lambda: 0.5 }, note: "argument threshold" },
    onnx: { name: "Shrink", defaults: { lambda: 0.5 }, note: "argument lambd, bias 0" },
  },
  usedIn: ["Wavelet denoising", "Sparse coding"],
  pros: ["Exact zeros.", "Large inputs are not biased."],
  cons: ["Jumps at ±lambda.", "No gradient near 0."],
  numerics: ["Comparisons with NaN are false, so NaN becomes 0 elsewhere; here it stays NaN."],
  origin: [
    {
      title: "Ideal Spatial Adaptation by Wavelet Shrinkage",
      authors: "D. L. Donoho, I. M. Johnstone",
      year: 1994,
    },
  ],
  seeAlso: ["softshrink", "threshold"],
};
