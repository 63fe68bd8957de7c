import type { Facts } from "../../../definition/metadata.js";

/** What is known of sparsemax besides its mathematics. */
export const sparsemaxFacts: Facts = {
  frameworks: { keras: { name: "activations.sparsemax", defaults: { axis: -1 } } },
  usedIn: ["Sparse attention", "Multi-label classification"],
  pros: ["Exact zeros: readable attention.", "A gradient on the support alone."],
  cons: ["Needs a sort or a selection for each row.", "No gradient off the support."],
  numerics: ["The largest entry is taken off first, so that large offsets cost no digits."],
  origin: [
    {
      title: "From Softmax to Sparsemax: A Sparse Model of Attention and Multi-Label Classification",
      authors: "A. F. T. Martins, R. F. Astudillo",
      year: 2016,
      link: "https://arxiv.org/abs/1602.02068",
    },
  ],
  seeAlso: ["softmax", "entmax15", "sparseSigmoid"],
};
