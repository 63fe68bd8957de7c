import type { Facts } from "../../../definition/metadata.js";

/** What is known of logSigmoid besides its mathematics. */
export const logSigmoidFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.LogSigmoid" },
    jax: { name: "nn.log_sigmoid" },
    keras: { name: "activations.log_sigmoid" },
    tfjs: { name: "logSigmoid" },
  },
  usedIn: ["Binary cross-entropy", "Preference losses (DPO)"],
  pros: ["Keeps its digits in both tails."],
  cons: ["An exponential and a logarithm."],
  numerics: ["log(σ(x)) is −Infinity from −104 on in float32, and 0 above 17; −softplus(−x) is neither."],
  seeAlso: ["sigmoid", "softplus", "logSoftmax"],
};
