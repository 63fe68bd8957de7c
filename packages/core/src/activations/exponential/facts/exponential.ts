import type { Facts } from "../../../definition/metadata.js";

/** What is known of exponential besides its mathematics. */
export const exponentialFacts: Facts = {
  frameworks: {
    pytorch: { name: "exp" },
    jax: { name: "numpy.exp" },
    keras: { name: "activations.exponential" },
    onnx: { name: "Exp" },
    tfjs: { name: "exp" },
  },
  usedIn: ["Poisson rates", "Variances from log-variances", "Inside softmax"],
  pros: ["Positive.", "Its own derivative."],
  cons: ["Values and gradients explode on the right, vanish on the left."],
  numerics: ["Results below the smallest normal number are kept, not flushed to 0."],
  seeAlso: ["softplus", "softmax"],
};
