import type { Facts } from "../../../definition/metadata.js";

/** What is known of maskedSoftmax besides its mathematics. */
export const maskedSoftmaxFacts: Facts = {
  frameworks: {
    jax: { name: "nn.softmax", note: "argument where" },
    keras: { name: "layers.Softmax", note: "argument mask" },
  },
  usedIn: ["Attention with padding and with causal masks"],
  pros: ["Exact zeros where the mask says so, without large negative numbers in x."],
  cons: ["One more tensor to read."],
  numerics: [
    "Masks of −1e9 added to x overflow in float16 and leak where all entries have them; here the entry is left out.",
  ],
  seeAlso: ["softmax", "quietSoftmax"],
};
