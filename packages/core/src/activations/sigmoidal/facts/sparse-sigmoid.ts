import type { Facts } from "../../../definition/metadata.js";

/** What is known of sparseSigmoid besides its mathematics. */
export const sparseSigmoidFacts: Facts = {
  frameworks: {
    jax: { name: "nn.sparse_sigmoid" },
    keras: { name: "activations.sparse_sigmoid" },
  },
  usedIn: ["Sparse attention and sparse losses"],
  pros: ["Exact zeros and ones.", "No exponential."],
  cons: ["No gradient beyond ±1."],
  origin: [
    {
      title: "From Softmax to Sparsemax: A Sparse Model of Attention and Multi-Label Classification",
      authors: "A. F. T. Martins, R. F. Astudillo",
      year: 2016,
      link: "https://arxiv.org/abs/1602.02068",
    },
  ],
  seeAlso: ["sparsePlus", "sparsemax", "hardSigmoid"],
};
