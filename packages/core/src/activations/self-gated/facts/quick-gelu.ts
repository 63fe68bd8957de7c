import type { Facts } from "../../../definition/metadata.js";

/** What is known of quickGelu besides its mathematics. */
export const quickGeluFacts: Facts = {
  frameworks: {
    onnx: { name: "Swish", note: "opset 24, with alpha 1.702" },
  },
  usedIn: ["CLIP", "GPT-OSS (inside its gated units)"],
  pros: ["One exponential.", "Within 0.02 of GELU."],
  cons: ["Not GELU: a checkpoint trained with one loses accuracy with the other.", "Not monotonic."],
  origin: [
    {
      title: "Gaussian Error Linear Units (GELUs)",
      authors: "D. Hendrycks, K. Gimpel",
      year: 2016,
      link: "https://arxiv.org/abs/1606.08415",
    },
  ],
  seeAlso: ["gelu", "silu", "swish"],
};
