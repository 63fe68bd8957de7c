import type { Facts } from "../../../definition/metadata.js";

/** What is known of isrlu besides its mathematics. */
export const isrluFacts: Facts = {
  usedIn: ["Convolutional networks on small devices"],
  pros: ["No exponential.", "Two continuous derivatives."],
  cons: ["Rarely supported by frameworks."],
  origin: [
    {
      title: "Improving Deep Learning by Inverse Square Root Linear Units (ISRLUs)",
      authors: "B. Carlile, G. Delamarter, P. Kinney, A. Marti, B. Whitney",
      year: 2017,
      link: "https://arxiv.org/abs/1710.09967",
    },
  ],
  seeAlso: ["isru", "elu"],
};
