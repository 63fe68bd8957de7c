import type { Facts } from "../../../definition/metadata.js";

/** What is known of identity besides its mathematics. */
export const identityFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.Identity" },
    jax: { name: "nn.identity" },
    keras: { name: "activations.linear" },
    onnx: { name: "Identity" },
    tfjs: { name: "linear" },
  },
  usedIn: ["Output layers of regressions", "Logits before a loss that applies softmax itself"],
  pros: ["Passes the gradient unchanged."],
  cons: ["Layers with nothing else between them collapse into one linear layer."],
  seeAlso: ["bentIdentity"],
};
