import type { Facts } from "../../../definition/metadata.js";

/** What is known of reglu besides its mathematics. */
export const regluFacts: Facts = {
  usedIn: ["Transformer feed-forward layers"],
  pros: ["Sparse.", "No exponential."],
  cons: ["Needs twice the features.", "Which half is the gate differs between implementations."],
  origin: [
    {
      title: "GLU Variants Improve Transformer",
      authors: "N. Shazeer",
      year: 2020,
      link: "https://arxiv.org/abs/2002.05202",
    },
  ],
  seeAlso: ["glu", "swiglu", "relu"],
};
