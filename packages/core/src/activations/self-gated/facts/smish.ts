import type { Facts } from "../../../definition/metadata.js";

/** What is known of smish besides its mathematics. */
export const smishFacts: Facts = {
  usedIn: ["Image classification experiments of its authors"],
  pros: ["Smooth, with a gradient for small negative inputs."],
  cons: ["Shrinks what it passes: slope 0.6 on the right.", "Not monotonic."],
  numerics: ["tanh(log(1 + s)) = n/(n + 2) with n = s(s + 2): one exponential instead of three functions."],
  origin: [
    {
      title: "Smish: A Novel Activation Function for Deep Learning Methods",
      authors: "X. Wang, H. Ren, A. Wang",
      year: 2022,
    },
  ],
  seeAlso: ["mish", "logish"],
};
