import { type Activation, defineActivation } from "../../activation.js";
import { constant, type Expression, type InputExpression } from "../../expression/expression.js";
import {
  add,
  max,
  min,
  mul,
  neg,
  normalCdf,
  normalPdf,
  sigmoid,
  square,
  sub,
  tanh,
} from "../../expression/primitives.js";

/** Options of {@link gelu}. */
export interface GeluOptions {
  /** `"none"` for x·Φ(x), `"tanh"` for the approximation that BERT and GPT-2 were trained with; by default `"none"`. */
  readonly approximate?: "none" | "tanh";
}

const twoOverPi = constant(Math.sqrt(2 / Math.PI), "\\sqrt{\\tfrac{2}{\\pi}}");
const cubic = 0.044715;

/**
 * The Gaussian error linear unit: f(x) = x · Φ(x), with Φ the normal distribution function; with `approximate: "tanh"`
 * f(x) = x/2 · (1 + tanh(√(2/π) · (x + 0.044715·x³))).
 *
 * Shapes: any; the output has x's. f′(x) = Φ(x) + x·φ(x). Throws an `InvalidOptionError` for another `approximate`.
 *
 * Source: Hendrycks & Gimpel 2016, arXiv 1606.08415.
 */
export const gelu: Activation<GeluOptions> = defineActivation<GeluOptions>({
  name: "gelu",
  title: "GELU",
  summary:
    "Weights x by the probability that a normal variable is below it: a smooth ReLU that dips below 0.",
  family: "selfGated",
  domain: { kind: "pointwise" },
  options: {
    approximate: {
      type: "choice",
      default: "none",
      choices: ["none", "tanh"],
      description: "The exact function, or its approximation by tanh (which JAX takes by default).",
    },
  },
  expression: ({ x, approximate }) =>
    approximate === "none"
      ? mul(x, normalCdf(x))
      : mul(mul(0.5, x), add(1, tanh(mul(twoOverPi, add(x, mul(cubic, mul(x, square(x)))))))),
  stable: {
    forward: ({ x, approximate }) =>
      approximate === "none" ? mul(x, normalCdf(x)) : mul(x, sigmoid(twiceInner(x))),
    backward: ({ x, approximate }) => [approximate === "none" ? exactSlope(x) : tanhSlope(x)],
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

/** −(−x·φ − Φ) rather than Φ + x·φ: where both have underflowed the sum is −0, the sign of the tail, and not 0. */
function exactSlope(x: InputExpression): Expression {
  return neg(sub(neg(mul(x, normalPdf(x))), normalCdf(x)));
}

/** 2u, where 1 + tanh(u) = 2σ(2u). */
function twiceInner(x: Expression): Expression {
  return mul(mul(2, twoOverPi), mul(x, add(1, mul(cubic, square(x)))));
}

/** σ(2u)·(1 + x·σ(−2u)·2u′); beyond ±50 σ(−2u) is 0, and x is held there so that nothing overflows. */
function tanhSlope(x: InputExpression): Expression {
  const held = max(min(x, 50), -50);
  const inner = twiceInner(held);
  const steepness = mul(mul(2, twoOverPi), add(1, mul(3 * cubic, square(held))));
  return mul(sigmoid(inner), add(1, mul(held, mul(sigmoid(neg(inner)), steepness))));
}
