import type { Facts } from "../../../definition/metadata.js";

/** What is known of quietSoftmax besides its mathematics. */
export const quietSoftmaxFacts: Facts = {
  usedIn: ["Attention without sinks"],
  pros: ["A row may be all but zero.", "A fully masked row is 0, not NaN."],
  cons: ["Not a distribution: rows do not sum to 1."],
  numerics: ["The larger of 0 and the largest entry is taken off first; the 1 becomes e to the minus that."],
  origin: [
    {
      title: "Attention Is Off By One",
      authors: "E. Miller",
      year: 2023,
      link: "https://www.evanmiller.org/attention-is-off-by-one.html",
    },
  ],
  seeAlso: ["softmax"],
};
