import type { Facts } from "../../../definition/metadata.js";

/** What is known of gaussian besides its mathematics. */
export const gaussianFacts: Facts = {
  usedIn: ["Radial basis function networks", "Coordinate networks"],
  pros: ["Local: far inputs do not disturb.", "Bounded and smooth."],
  cons: ["The gradient vanishes on both sides and at 0."],
  origin: [
    {
      title: "Multivariable Functional Interpolation and Adaptive Networks",
      authors: "D. S. Broomhead, D. Lowe",
      year: 1988,
    },
  ],
  seeAlso: ["sine", "laplace"],
};
