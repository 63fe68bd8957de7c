import type { Facts } from "../../../definition/metadata.js";

/** What is known of softplus besides its mathematics. */
export const softplusFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.Softplus", defaults: { beta: 1, threshold: 20 } },
    jax: { name: "nn.softplus", note: "no beta, no threshold" },
    keras: { name: "activations.softplus", note: "no beta, no threshold" },
    onnx: { name: "Softplus", note: "no beta, no threshold" },
    tfjs: { name: "softplus", note: "no beta" },
  },
  usedIn: ["Variances and rates that must be positive", "Mamba's step size", "Inside Mish"],
  pros: ["Smooth, convex, positive.", "Never dead."],
  cons: ["An exponential and a logarithm.", "Outputs are not zero-centered."],
  numerics: [
    "log(1 + eˣ) overflows from 89 in float32 and is 0 below −17; computed as max(x, 0) + log1p(e^−|x|).",
    "log1p(e^(beta·x))/beta overflows for large beta even where x is small.",
  ],
  origin: [
    {
      title: "Incorporating Second-Order Functional Knowledge for Better Option Pricing",
      authors: "C. Dugas, Y. Bengio, F. Bélisle, C. Nadeau, R. Garcia",
      year: 2000,
    },
  ],
  seeAlso: ["squareplus", "sparsePlus", "logSigmoid", "mish"],
};
