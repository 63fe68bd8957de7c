import type { Facts } from "../../../definition/metadata.js";

/** What is known of softsign besides its mathematics. */
export const softsignFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.Softsign" },
    jax: { name: "nn.soft_sign" },
    keras: { name: "activations.softsign" },
    onnx: { name: "Softsign" },
    tfjs: { name: "softsign", note: "layers only" },
  },
  usedIn: ["Text to speech (Deep Voice 3)"],
  pros: ["No exponential.", "Tails fall off like 1/x², not exponentially: saturates later than tanh."],
  cons: ["The gradient still vanishes on both sides.", "The second derivative jumps at 0."],
  numerics: [
    "x/(1 + |x|) at ±Infinity is NaN elsewhere; here it is ±1.",
    "Through a reciprocal estimate ONNX Runtime gives 1.0000001 for 3.4e38.",
  ],
  origin: [
    {
      title: "Quadratic Polynomials Learn Better Image Features",
      authors: "J. Bergstra, G. Desjardins, P. Lamblin, Y. Bengio",
      year: 2009,
    },
  ],
  seeAlso: ["tanh", "isru", "arctan"],
};
