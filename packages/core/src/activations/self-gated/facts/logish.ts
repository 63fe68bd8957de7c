import type { Facts } from "../../../definition/metadata.js";

/** What is known of logish besides its mathematics. */
export const logishFacts: Facts = {
  usedIn: ["Image classification experiments of its authors"],
  pros: ["Smooth, with a gradient for small negative inputs."],
  cons: ["Shrinks what it passes: slope log 2 on the right.", "Not monotonic."],
  origin: [
    {
      title: "Logish: A new nonlinear nonmonotonic activation function for convolutional neural network",
      authors: "H. Zhu, H. Zeng, J. Liu, X. Zhang",
      year: 2021,
    },
  ],
  seeAlso: ["smish", "mish"],
};
