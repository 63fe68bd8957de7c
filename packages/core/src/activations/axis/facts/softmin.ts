import type { Facts } from "../../../definition/metadata.js";

/** What is known of softmin besides its mathematics. */
export const softminFacts: Facts = {
  frameworks: { pytorch: { name: "nn.Softmin", note: "dim is required" } },
  usedIn: ["Prototype networks and other classifiers by distance"],
  pros: ["A probability for each entry, from costs rather than scores."],
  cons: ["As softmax: never exactly 0, vanishing gradient where one entry dominates."],
  numerics: ["The smallest entry is subtracted first, so that nothing overflows."],
  seeAlso: ["softmax"],
};
