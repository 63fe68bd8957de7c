import type { Facts } from "../../../definition/metadata.js";

/** What is known of sine besides its mathematics. */
export const sineFacts: Facts = {
  frameworks: {
    pytorch: { name: "sin" },
    jax: { name: "numpy.sin" },
    keras: { name: "ops.sin" },
    onnx: { name: "Sin" },
    tfjs: { name: "sin" },
  },
  usedIn: ["SIREN"],
  pros: ["Represents fine detail.", "Its derivatives are as good as its values."],
  cons: ["Needs SIREN's initialization.", "Many minima."],
  origin: [
    {
      title: "Implicit Neural Representations with Periodic Activation Functions",
      authors: "V. Sitzmann, J. N. P. Martel, A. W. Bergman, D. B. Lindell, G. Wetzstein",
      year: 2020,
      link: "https://arxiv.org/abs/2006.09661",
    },
  ],
  seeAlso: ["snake", "gcu", "gaussian"],
};
