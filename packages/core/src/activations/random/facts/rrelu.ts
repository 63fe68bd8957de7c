import type { Facts } from "../../../definition/metadata.js";

/** What is known of rrelu besides its mathematics. */
export const rreluFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.RReLU", note: "lower 1/8, upper 1/3; draws by itself in training mode" },
  },
  usedIn: ["Image classification on small data sets"],
  pros: ["Regularises.", "Never dead."],
  cons: ["Needs random numbers in training.", "Backward needs the slopes that forward used."],
  origin: [
    {
      title: "Empirical Evaluation of Rectified Activations in Convolutional Network",
      authors: "B. Xu, N. Wang, T. Chen, M. Li",
      year: 2015,
      link: "https://arxiv.org/abs/1505.00853",
    },
  ],
  seeAlso: ["leakyRelu", "prelu", "gumbelSoftmax"],
};
