import { type Activation, makeActivation } from "../../activation/activation.js";
import { add, mul, normalCdf, square, tanh } from "../../expression/primitives.js";
import {
  type Approximate,
  approximateOption,
  cubic,
  geluSlope,
  geluValue,
  rootTwoOverPi,
} from "./gelu-forms.js";

/** Options of {@link gelu}. */
export interface GeluOptions {
  /** `"none"` for x·Φ(x), `"tanh"` for the approximation that BERT and GPT-2 were trained with; by default `"none"`. */
  readonly approximate?: Approximate;
}

/**
 * The Gaussian error linear unit: f(x) = x · Φ(x), with Φ the normal distribution function; with `approximate: "tanh"`
 * f(x) = x/2 · (1 + tanh(√(2/π) · (x + 0.044715·x³))).
 *
 * Shapes: any; the output has x's. f′(x) = Φ(x) + x·φ(x). Throws an `InvalidOptionError` for another `approximate`.
 *
 * Source: Hendrycks & Gimpel 2016, arXiv 1606.08415.
 */
export const gelu: Activation<GeluOptions> = makeActivation<GeluOptions>({
  name: "gelu",
  title: "GELU",
  summary:
    "Weights x by the probability that a normal variable is below it: a smooth ReLU that dips below 0.",
  family: "selfGated",
  domain: { kind: "pointwise" },
  options: { approximate: approximateOption },
  expression: ({ x, approximate }) =>
    approximate === "none"
      ? mul(x, normalCdf(x))
      : mul(mul(0.5, x), add(1, tanh(mul(rootTwoOverPi, add(x, mul(cubic, mul(x, square(x)))))))),
  stable: {
    forward: ({ x, approximate }) => geluValue(x, approximate),
    backward: ({ x, approximate }) => [geluSlope(x, approximate)],
  },
  properties: {
    range: { lower: -0.1699712074799037, upper: Infinity, closed: [true, false] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentred: true,
    lipschitz: 1.12890414518515,
    minimum: { x: -0.7517915246935645, y: -0.1699712074799037 },
    saturates: "left",
    saturation: { below: -3.068 },
    gain: 1.53353044119554,
    cost: "several",
  },
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
});
