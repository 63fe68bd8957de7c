import type { Facts } from "../../../definition/metadata.js";

/** What is known of dyt besides its mathematics. */
export const dytFacts: Facts = {
  usedIn: ["Transformers without normalization"],
  pros: ["Replaces layer normalization without statistics of the row."],
  cons: ["The gradient vanishes on both sides.", "Its alpha wants tuning in language models."],
  origin: [
    {
      title: "Transformers without Normalization",
      authors: "J. Zhu, X. Chen, K. He, Y. LeCun, Z. Liu",
      year: 2025,
      link: "https://arxiv.org/abs/2503.10622",
    },
  ],
  seeAlso: ["tanh"],
};
