import type { Facts } from "../../../definition/metadata.js";

/** What is known of gcu besides its mathematics. */
export const gcuFacts: Facts = {
  usedIn: ["Image classification experiments of its authors"],
  pros: ["A single unit has more than one decision boundary."],
  cons: ["Value and slope grow without bound: gradients can explode.", "Many minima."],
  origin: [
    {
      title:
        "Growing Cosine Unit: A Novel Oscillatory Activation Function That Can Speedup Training and Reduce Parameters in Convolutional Neural Networks",
      authors: "M. M. Noel, A. L., A. Trivedi, P. Dutta",
      year: 2021,
      link: "https://arxiv.org/abs/2108.12943",
    },
  ],
  seeAlso: ["sine", "snake"],
};
