import type { Facts } from "../../../definition/metadata.js";

/** What is known of crelu besides its mathematics. */
export const creluFacts: Facts = {
  usedIn: ["Early layers of convolutional networks"],
  pros: ["Keeps what ReLU drops.", "Never dead."],
  cons: ["Doubles the features."],
  origin: [
    {
      title:
        "Understanding and Improving Convolutional Neural Networks via Concatenated Rectified Linear Units",
      authors: "W. Shang, K. Sohn, D. Almeida, H. Lee",
      year: 2016,
      link: "https://arxiv.org/abs/1603.05201",
    },
  ],
  seeAlso: ["relu", "maxout"],
};
