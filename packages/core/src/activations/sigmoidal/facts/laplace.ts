import type { Facts } from "../../../definition/metadata.js";

/** What is known of laplace besides its mathematics. */
export const laplaceFacts: Facts = {
  usedIn: ["Mega"],
  pros: ["Bounded value and slope, unlike squared ReLU."],
  cons: ["The gradient vanishes on both sides.", "Implementations round mu and sigma to six digits."],
  numerics: ["1 + erf has no digits left in the lower tail; Φ is computed from there."],
  origin: [
    {
      title: "Mega: Moving Average Equipped Gated Attention",
      authors: "X. Ma, C. Zhou, X. Kong, J. He, L. Gui, G. Neubig, J. May, L. Zettlemoyer",
      year: 2022,
      link: "https://arxiv.org/abs/2209.10655",
    },
  ],
  seeAlso: ["squaredRelu", "gaussian", "erf"],
};
