import type { Facts } from "../../../definition/metadata.js";

/** What is known of telu besides its mathematics. */
export const teluFacts: Facts = {
  usedIn: ["Image classification experiments of its authors"],
  pros: ["Close to the identity on the right, so gradients pass.", "Smooth."],
  cons: ["Two transcendental functions.", "Not monotonic.", "Published twice under two names."],
  numerics: ["eˣ·sech²(eˣ) is Infinity·0 for large x; the factor is held where it is 0 already."],
  origin: [
    {
      title:
        "TanhExp: A Smooth Activation Function with High Convergence Speed for Lightweight Neural Networks",
      authors: "X. Liu, X. Di",
      year: 2020,
      link: "https://arxiv.org/abs/2003.09855",
    },
    {
      title: "TeLU Activation Function for Fast and Stable Deep Learning",
      authors: "A. Fernandez, A. Mali",
      year: 2024,
      link: "https://arxiv.org/abs/2412.20269",
    },
  ],
  seeAlso: ["mish", "serf"],
};
