import type { Facts } from "../../../definition/metadata.js";

/** What is known of bipolarSigmoid besides its mathematics. */
export const bipolarSigmoidFacts: Facts = {
  usedIn: ["Textbook networks"],
  pros: ["Zero-centered, bounded and smooth."],
  cons: ["The gradient is at most 1/2 and vanishes on both sides."],
  numerics: ["2σ(x) − 1 loses small x; it is tanh(x/2)."],
  seeAlso: ["sigmoid", "tanh"],
};
