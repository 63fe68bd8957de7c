import type { Facts } from "../../../definition/metadata.js";

/** What is known of serf besides its mathematics. */
export const serfFacts: Facts = {
  usedIn: ["Image classification and translation experiments of its authors"],
  pros: ["Smooth, with a gradient for small negative inputs."],
  cons: ["Three transcendental functions.", "Not monotonic."],
  origin: [
    {
      title:
        "SERF: Towards better training of deep neural networks using log-Softplus ERror activation Function",
      authors: "S. Nag, M. Bhattacharyya",
      year: 2021,
      link: "https://arxiv.org/abs/2108.09598",
    },
  ],
  seeAlso: ["mish", "telu", "erf"],
};
