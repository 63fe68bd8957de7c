import type { Facts } from "../../../definition/metadata.js";

/** What is known of gumbelSoftmax besides its mathematics. */
export const gumbelSoftmaxFacts: Facts = {
  frameworks: {
    pytorch: {
      name: "functional.gumbel_softmax",
      defaults: { tau: 1, hard: false, axis: -1 },
      note: "argument dim; draws by itself",
    },
  },
  usedIn: ["Discrete latent variables", "Architecture search", "Differentiable sampling of tokens"],
  pros: ["Low-variance gradients through a discrete choice."],
  cons: ["Biased for tau > 0, high variance for small tau.", "Needs random numbers."],
  numerics: ["The noise is drawn by core, so that a seed gives the same sample on every backend."],
  origin: [
    {
      title: "Categorical Reparameterization with Gumbel-Softmax",
      authors: "E. Jang, S. Gu, B. Poole",
      year: 2016,
      link: "https://arxiv.org/abs/1611.01144",
    },
    {
      title: "The Concrete Distribution: A Continuous Relaxation of Discrete Random Variables",
      authors: "C. J. Maddison, A. Mnih, Y. W. Teh",
      year: 2016,
      link: "https://arxiv.org/abs/1611.00712",
    },
  ],
  seeAlso: ["softmax", "hardmax", "rrelu"],
};
