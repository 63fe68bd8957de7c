import type { Facts } from "../../../definition/metadata.js";

/** What is known of squaredRelu besides its mathematics. */
export const squaredReluFacts: Facts = {
  usedIn: ["Primer", "Nemotron", "RWKV"],
  pros: ["Sparse.", "Continuously differentiable.", "No exponential."],
  cons: ["The slope grows without bound: gradients can explode.", "Units can die."],
  origin: [
    {
      title: "Primer: Searching for Efficient Transformers for Language Modeling",
      authors: "D. R. So, W. Mańke, H. Liu, Z. Dai, N. Shazeer, Q. V. Le",
      year: 2021,
      link: "https://arxiv.org/abs/2109.08668",
    },
  ],
  seeAlso: ["relu", "xielu", "reglu"],
};
