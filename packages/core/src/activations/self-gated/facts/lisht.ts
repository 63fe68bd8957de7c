import type { Facts } from "../../../definition/metadata.js";

/** What is known of lisht besides its mathematics. */
export const lishtFacts: Facts = {
  usedIn: ["Classification experiments of its authors"],
  pros: ["Uses negative inputs as fully as positive ones.", "Smooth."],
  cons: ["Forgets the sign.", "Outputs are not zero-centered."],
  origin: [
    {
      title:
        "LiSHT: Non-Parametric Linearly Scaled Hyperbolic Tangent Activation Function for Neural Networks",
      authors: "S. K. Roy, S. Manna, S. R. Dubey, B. B. Chaudhuri",
      year: 2019,
      link: "https://arxiv.org/abs/1901.05894",
    },
  ],
  seeAlso: ["tanh", "silu"],
};
