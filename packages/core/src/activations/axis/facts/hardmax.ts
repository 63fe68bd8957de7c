import type { Facts } from "../../../definition/metadata.js";

/** What is known of hardmax besides its mathematics. */
export const hardmaxFacts: Facts = {
  frameworks: { onnx: { name: "Hardmax", defaults: { axis: -1 }, note: "opset 13" } },
  usedIn: ["Decisions", "Hard attention"],
  pros: ["A decision, not a mixture."],
  cons: ["No gradient: needs a straight-through one, or softmax, sparsemax or gumbelSoftmax."],
  seeAlso: ["softmax", "gumbelSoftmax", "maxout"],
};
