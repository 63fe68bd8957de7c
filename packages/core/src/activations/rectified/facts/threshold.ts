import type { Facts } from "../../../definition/metadata.js";

/** What is known of threshold besides its mathematics. */
export const thresholdFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.Threshold", note: "threshold and value are required" },
    keras: { name: "activations.threshold", note: "threshold and default_value are required" },
  },
  pros: ["One comparison.", "Sparse."],
  cons: ["Jumps unless value equals threshold.", "No gradient below."],
  numerics: ["A comparison with NaN is false, so NaN would become the value; here it stays NaN."],
  seeAlso: ["thresholdedRelu", "relu", "hardshrink"],
};
