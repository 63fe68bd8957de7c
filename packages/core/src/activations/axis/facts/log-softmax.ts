import type { Facts } from "../../../definition/metadata.js";

/** What is known of logSoftmax besides its mathematics. */
export const logSoftmaxFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.LogSoftmax", note: "dim is required" },
    jax: { name: "nn.log_softmax", defaults: { axis: -1 } },
    keras: { name: "activations.log_softmax", defaults: { axis: -1 } },
    onnx: { name: "LogSoftmax", defaults: { axis: -1 }, note: "opset 13" },
    tfjs: { name: "logSoftmax", defaults: { axis: -1 }, note: "the last axis only" },
  },
  usedIn: ["Cross-entropy losses", "Log-likelihoods of language models"],
  pros: ["Does not underflow where softmax does."],
  cons: ["An exponential and a logarithm."],
  numerics: [
    "For the largest entry log(1 + rest) is computed as log1p(rest): [20, 0] gives −2.06e−9, and 0 in PyTorch, ONNX Runtime and tfjs.",
    "x − (max + log Σ) rounds large logits to integers; the maximum is taken off first.",
  ],
  seeAlso: ["softmax", "logSumExp", "logSigmoid"],
};
