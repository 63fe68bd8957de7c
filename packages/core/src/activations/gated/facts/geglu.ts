import type { Facts } from "../../../definition/metadata.js";

/** What is known of geglu besides its mathematics. */
export const gegluFacts: Facts = {
  usedIn: ["T5 v1.1", "Gemma (tanh)", "Diffusion Transformers"],
  pros: ["Smooth.", "Better than GELU at equal cost in Transformers."],
  cons: [
    "Needs twice the features.",
    "Two GELUs and two orders of the halves: four variants that checkpoints mix up.",
  ],
  origin: [
    {
      title: "GLU Variants Improve Transformer",
      authors: "N. Shazeer",
      year: 2020,
      link: "https://arxiv.org/abs/2002.05202",
    },
  ],
  seeAlso: ["glu", "swiglu", "gelu"],
};
