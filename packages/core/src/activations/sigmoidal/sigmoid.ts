import { type Activation, makeActivation } from "../../activation/activation.js";
import { sigmoid as logistic } from "../../expression/primitives.js";

/**
 * The logistic function: f(x) = 1 / (1 + e⁻ˣ).
 *
 * Shapes: any; the output has x's. f′(x) = f(x) · f(−x).
 *
 * Source: Verhulst 1838; as an activation Rumelhart, Hinton & Williams 1986.
 */
export const sigmoid: Activation = makeActivation({
  name: "sigmoid",
  title: "Sigmoid",
  summary: "Squeezes the line into (0, 1): a probability from a logit, a gate from a number.",
  family: "sigmoidal",
  aliases: ["logistic"],
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => logistic(x),
  properties: {
    range: { lower: 0, upper: 1, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentred: false,
    lipschitz: 0.25,
    saturates: "both",
    saturation: { below: -4.585, above: 4.585 },
    gain: 1.84622854533861,
    cost: "exponential",
  },
  frameworks: {
    pytorch: { name: "nn.Sigmoid" },
    jax: { name: "nn.sigmoid" },
    keras: { name: "activations.sigmoid" },
    onnx: { name: "Sigmoid" },
    tfjs: { name: "sigmoid" },
  },
  usedIn: ["Binary and multi-label outputs", "Gates of LSTM and GRU", "Squeeze-and-excitation"],
  pros: ["Bounded, smooth, and readable as a probability."],
  cons: [
    "The gradient is at most 1/4 and vanishes on both sides.",
    "Outputs are not zero-centred.",
    "Needs an exponential.",
  ],
  numerics: [
    "f(1 − f) is 0 for x ≥ 17 in float32, where the slope is still 4e−8; f(x)·f(−x) keeps all digits.",
    "Rational approximations hold an absolute error only: −17 comes out as 9e−8 instead of 4e−8.",
  ],
  origin: [
    {
      title: "Learning Representations by Back-Propagating Errors",
      authors: "D. E. Rumelhart, G. E. Hinton, R. J. Williams",
      year: 1986,
    },
  ],
  seeAlso: ["tanh", "hardSigmoid", "logSigmoid", "softmax"],
});
