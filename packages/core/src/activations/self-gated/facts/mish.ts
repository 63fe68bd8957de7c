import type { Facts } from "../../../definition/metadata.js";

/** What is known of mish besides its mathematics. */
export const mishFacts: Facts = {
  frameworks: {
    pytorch: { name: "nn.Mish" },
    jax: { name: "nn.mish" },
    keras: { name: "activations.mish" },
    onnx: { name: "Mish", note: "opset 18" },
    tfjs: { name: "mish", note: "layers only" },
  },
  usedIn: ["YOLOv4", "KataGo"],
  pros: ["Smooth, with a gradient for small negative inputs."],
  cons: ["Not monotonic.", "Three transcendental functions as printed; one in the form that is computed."],
  numerics: [
    "tanh(log(1 + e)) = n/(n + 2): one exponential, only positive terms, so nothing cancels.",
    "Above 22 the quotient is 1 to the last digit of a double, below −800 e is 0; x is held there so that nothing overflows, e⁴ in float32 included.",
  ],
  origin: [
    {
      title: "Mish: A Self Regularized Non-Monotonic Activation Function",
      authors: "D. Misra",
      year: 2019,
      link: "https://arxiv.org/abs/1908.08681",
    },
  ],
  seeAlso: ["silu", "gelu", "serf", "telu"],
};
