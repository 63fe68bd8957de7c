import type { Facts } from "../../../definition/metadata.js";

/** What is known of elish besides its mathematics. */
export const elishFacts: Facts = {
  usedIn: ["Image classification experiments of its authors"],
  pros: ["Passes gradients on the right as SiLU does."],
  cons: ["Two exponentials on the left.", "Not monotonic."],
  numerics: ["eˣ − 1 is computed as expm1, so that small negative inputs keep their digits."],
  origin: [
    {
      title: "The Quest for the Golden Activation Function",
      authors: "M. Basirat, P. M. Roth",
      year: 2018,
      link: "https://arxiv.org/abs/1808.00783",
    },
  ],
  seeAlso: ["silu", "elu"],
};
