import type { Facts } from "../../../definition/metadata.js";

/** What is known of entmax15 besides its mathematics. */
export const entmax15Facts: Facts = {
  usedIn: ["Sparse sequence-to-sequence models", "Adaptively sparse Transformers"],
  pros: ["Exact zeros.", "Continuously differentiable."],
  cons: ["Needs a sort or a selection for each row."],
  numerics: ["The largest entry is taken off first, so that large offsets cost no digits."],
  origin: [
    {
      title: "Sparse Sequence-to-Sequence Models",
      authors: "B. Peters, V. Niculae, A. F. T. Martins",
      year: 2019,
      link: "https://arxiv.org/abs/1905.05702",
    },
  ],
  seeAlso: ["sparsemax", "softmax"],
};
