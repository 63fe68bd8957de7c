import type { Facts } from "../../../definition/metadata.js";

/** What is known of gelu besides its mathematics. */
export const geluFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.GELU", defaults: { approximate: "none" } },
    jax: { name: "nn.gelu", defaults: { approximate: "tanh" } },
    keras: {
      name: "activations.gelu",
      defaults: { approximate: "none" },
      note: "ops.gelu has tanh as its default",
    },
    onnx: { name: "Gelu", defaults: { approximate: "none" }, note: "opset 20" },
    tfjs: { name: "gelu", note: "layers only: gelu is exact, gelu_new is tanh" },
  },
  usedIn: ["BERT", "GPT-2 and GPT-3 (tanh)", "ViT", "Whisper"],
  pros: [
    "Smooth, with a gradient for small negative inputs.",
    "The usual choice in Transformers before gated units.",
  ],
  cons: ["Costs an error function or a tanh.", "Not monotonic.", "Two variants that checkpoints mix up."],
  numerics: [
    "1 + erf(x/√2) has no digits left below −5.5, where PyTorch and ONNX Runtime are 57 % off; Φ is computed from the tail.",
    "1 + tanh(u) dies in the same way; the tanh form is x·σ(2u).",
    "Near −0.7518 the slope's two terms cancel; both are computed in double.",
  ],
  origin: [
    {
      title: "Gaussian Error Linear Units (GELUs)",
      authors: "D. Hendrycks, K. Gimpel",
      year: 2016,
      link: "https://arxiv.org/abs/1606.08415",
    },
  ],
  seeAlso: ["quickGelu", "silu", "mish", "geglu"],
};
