import type { Facts } from "../../../definition/metadata.js";

/** What is known of sparsePlus besides its mathematics. */
export const sparsePlusFacts: Facts = {
  frameworks: {
    jax: { name: "nn.sparse_plus" },
    keras: { name: "activations.sparse_plus" },
  },
  usedIn: ["Sparse losses"],
  pros: ["Exact zeros.", "Continuously differentiable.", "No exponential."],
  cons: ["No gradient below −1."],
  origin: [
    {
      title: "From Softmax to Sparsemax: A Sparse Model of Attention and Multi-Label Classification",
      authors: "A. F. T. Martins, R. F. Astudillo",
      year: 2016,
      link: "https://arxiv.org/abs/1602.02068",
    },
  ],
  seeAlso: ["sparseSigmoid", "softplus", "squareplus"],
};
