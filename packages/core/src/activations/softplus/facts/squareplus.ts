import type { Facts } from "../../../definition/metadata.js";

/** What is known of squareplus besides its mathematics. */
export const squareplusFacts: Facts = {
  frameworks: {
    jax: { name: "nn.squareplus", defaults: { b: 4 } },
    keras: { name: "activations.squareplus", defaults: { b: 4 } },
  },
  usedIn: ["Where softplus is too dear"],
  pros: ["One square root.", "Smooth, convex, positive."],
  cons: ["The left tail falls off like 1/x only.", "Outputs are not zero-centered."],
  numerics: ["For x < 0 the sum cancels; there it is (b/2) / (√(x² + b) − x)."],
  origin: [
    {
      title: "Squareplus: A Softplus-Like Algebraic Rectifier",
      authors: "J. T. Barron",
      year: 2021,
      link: "https://arxiv.org/abs/2112.11687",
    },
  ],
  seeAlso: ["softplus", "sparsePlus", "bentIdentity"],
};
