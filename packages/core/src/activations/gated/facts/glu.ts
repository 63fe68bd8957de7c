import type { Facts } from "../../../definition/metadata.js";

/** What is known of glu besides its mathematics. */
export const gluFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.GLU", defaults: { axis: -1, gate: "second" }, note: "argument dim" },
    jax: { name: "nn.glu", defaults: { axis: -1, gate: "second" } },
    keras: { name: "activations.glu", defaults: { axis: -1, gate: "second" } },
  },
  usedIn: ["Gated convolutional language models", "Conformer"],
  pros: ["A linear path for the gradient.", "The network chooses what passes."],
  cons: ["Needs twice the features.", "Which half is the gate differs between implementations."],
  origin: [
    {
      title: "Language Modeling with Gated Convolutional Networks",
      authors: "Y. N. Dauphin, A. Fan, M. Auli, D. Grangier",
      year: 2016,
      link: "https://arxiv.org/abs/1612.08083",
    },
  ],
  seeAlso: ["swiglu", "geglu", "reglu"],
};
