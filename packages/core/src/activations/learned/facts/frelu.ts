import type { Facts } from "../../../definition/metadata.js";

/** What is known of frelu besides its mathematics. */
export const freluFacts: Facts = {
  usedIn: ["Image classification, detection and segmentation"],
  pros: ["Draws spatial context into the nonlinearity for little cost.", "Never dead."],
  cons: ["Images only.", "A convolution and a normalization for each activation.", "In no framework."],
  origin: [
    {
      title: "Funnel Activation for Visual Recognition",
      authors: "N. Ma, X. Zhang, J. Sun",
      year: 2020,
      link: "https://arxiv.org/abs/2007.11824",
    },
  ],
  seeAlso: ["prelu", "maxout", "relu"],
};
