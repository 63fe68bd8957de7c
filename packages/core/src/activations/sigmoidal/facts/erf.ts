import type { Facts } from "../../../definition/metadata.js";

/** What is known of erf besides its mathematics. */
export const erfFacts: Facts = {
  frameworks: {
    pytorch: { name: "erf" },
    jax: { name: "lax.erf" },
    keras: { name: "ops.erf" },
    onnx: { name: "Erf", note: "opset 13" },
    tfjs: { name: "erf" },
  },
  usedIn: ["Theory of wide networks", "Inside GELU"],
  pros: ["Expectations under a Gaussian have closed forms."],
  cons: ["The gradient vanishes quickly on both sides."],
  numerics: ["tfjs's formula holds an absolute error only: erf(1e−8) is 9 % off there."],
  seeAlso: ["tanh", "gelu", "serf"],
};
