import type { Facts } from "../../../definition/metadata.js";

/** What is known of arctan besides its mathematics. */
export const arctanFacts: Facts = {
  frameworks: {
    pytorch: { name: "atan" },
    jax: { name: "numpy.arctan" },
    keras: { name: "ops.arctan" },
    onnx: { name: "Atan" },
    tfjs: { name: "atan" },
  },
  usedIn: ["Surrogate gradients of spiking networks"],
  pros: ["Smooth and zero-centered.", "Saturates later than tanh."],
  cons: ["The gradient vanishes on both sides."],
  seeAlso: ["tanh", "softsign"],
};
