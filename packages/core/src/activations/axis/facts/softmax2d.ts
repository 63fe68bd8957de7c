import type { Facts } from "../../../definition/metadata.js";

/** What is known of softmax2d besides its mathematics. */
export const softmax2dFacts: Facts = {
  frameworks: { pytorch: { name: "nn.Softmax2d" } },
  usedIn: ["Segmentation"],
  pros: ["A probability for each class at each place."],
  cons: ["As softmax."],
  seeAlso: ["softmax"],
};
