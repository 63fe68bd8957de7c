import type { Facts } from "../../../definition/metadata.js";

/** What is known of swiglu besides its mathematics. */
export const swigluFacts: Facts = {
  usedIn: ["Llama", "Mistral", "Qwen", "PaLM"],
  pros: ["Better than GELU at equal cost in Transformers.", "Smooth."],
  cons: [
    "Needs twice the features.",
    "Which half is the gate differs: vLLM takes the first, PyTorch's GLU the second.",
  ],
  origin: [
    {
      title: "GLU Variants Improve Transformer",
      authors: "N. Shazeer",
      year: 2020,
      link: "https://arxiv.org/abs/2002.05202",
    },
  ],
  seeAlso: ["glu", "geglu", "silu"],
};
