import type { Facts } from "../../../definition/metadata.js";

/** What is known of maxout besides its mathematics. */
export const maxoutFacts: Facts = {
  usedIn: ["Maxout networks with dropout", "Face recognition (max-feature-map)"],
  pros: ["Never saturates, never dead.", "Learns its own shape."],
  cons: ["Needs k times the features."],
  origin: [
    {
      title: "Maxout Networks",
      authors: "I. J. Goodfellow, D. Warde-Farley, M. Mirza, A. Courville, Y. Bengio",
      year: 2013,
      link: "https://arxiv.org/abs/1302.4389",
    },
  ],
  seeAlso: ["relu", "crelu", "logSumExp"],
};
