import type { Facts } from "../../../definition/metadata.js";

/** What is known of logSumExp besides its mathematics. */
export const logSumExpFacts: Facts = {
  frameworks: {
    pytorch: { name: "logsumexp", note: "dim is required" },
    jax: { name: "nn.logsumexp", note: "axis None: over everything" },
    keras: { name: "ops.logsumexp", note: "axis None: over everything" },
    onnx: { name: "ReduceLogSumExp", note: "keepdims 1" },
    tfjs: { name: "logSumExp", note: "axis null: over everything" },
  },
  usedIn: ["Normalizers of distributions", "Energies", "Contrastive losses"],
  pros: ["Smooth and convex.", "Every entry gets a gradient."],
  cons: ["Above the maximum by up to log n."],
  numerics: ["max − max of −Infinity is NaN elsewhere; a fully masked row is −Infinity here."],
  seeAlso: ["logSoftmax", "maxout", "softplus"],
};
