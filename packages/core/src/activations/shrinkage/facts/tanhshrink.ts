import type { Facts } from "../../../definition/metadata.js";

/** What is known of tanhshrink besides its mathematics. */
export const tanhshrinkFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.Tanhshrink" },
    keras: { name: "activations.tanh_shrink" },
  },
  usedIn: ["Sparse coding"],
  pros: ["Smooth.", "The gradient does not vanish far from 0."],
  cons: ["No gradient at 0.", "Needs an exponential."],
  numerics: [
    "Near 0 the difference is x³/3 and x − tanh(x) has no digits: PyTorch gives 0 at 1e−4. Below 1 it is a quotient of polynomials with positive coefficients.",
    "1 − sech² cancels; the slope is tanh².",
  ],
  seeAlso: ["softshrink", "tanh"],
};
