import type { Facts } from "../../../definition/metadata.js";

/** What is known of xielu besides its mathematics. */
export const xieluFacts: Facts = {
  usedIn: ["Apertus"],
  pros: ["Learns both sides.", "Never dead."],
  cons: [
    "The slope grows without bound: gradients can explode.",
    "Two parameters a layer to keep in bounds.",
  ],
  numerics: ["eˣ − 1 − x loses small x; above −1/2 it is x² times a series."],
  origin: [
    {
      title: "Deriving Activation Functions Using Integration",
      authors: "A. H. Huang, I. Schlag",
      year: 2024,
      link: "https://arxiv.org/abs/2411.13010",
    },
  ],
  seeAlso: ["squaredRelu", "elu"],
};
