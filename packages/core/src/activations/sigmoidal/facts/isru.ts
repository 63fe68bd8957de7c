import type { Facts } from "../../../definition/metadata.js";

/** What is known of isru besides its mathematics. */
export const isruFacts: Facts = {
  usedIn: ["Recurrent networks on small devices"],
  pros: ["No exponential.", "Smooth and zero-centered."],
  cons: ["The gradient vanishes on both sides.", "Rarely supported by frameworks."],
  numerics: ["x² overflows for large float64 inputs; x is held where the quotient no longer changes."],
  origin: [
    {
      title: "Improving Deep Learning by Inverse Square Root Linear Units (ISRLUs)",
      authors: "B. Carlile, G. Delamarter, P. Kinney, A. Marti, B. Whitney",
      year: 2017,
      link: "https://arxiv.org/abs/1710.09967",
    },
  ],
  seeAlso: ["isrlu", "softsign", "tanh"],
};
