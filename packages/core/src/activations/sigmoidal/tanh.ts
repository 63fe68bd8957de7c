import { type Activation, makeActivation } from "../../activation/activation.js";
import { tanh as hyperbolicTangent } from "../../expression/primitives.js";

/**
 * The hyperbolic tangent: f(x) = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ).
 *
 * Shapes: any; the output has x's. f′(x) = sech²(x).
 *
 * Source: as an activation LeCun, Bottou, Orr & Müller 1998.
 */
export const tanh: Activation = makeActivation({
  name: "tanh",
  title: "Tanh",
  summary: "Squeezes the line into (−1, 1) around 0: the zero-centred sigmoid.",
  family: "sigmoidal",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => hyperbolicTangent(x),
  properties: {
    range: { lower: -1, upper: 1, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentred: true,
    lipschitz: 1,
    saturates: "both",
    saturation: { below: -2.994, above: 2.994 },
    gain: 1.59253741972283,
    cost: "exponential",
  },
  frameworks: {
    pytorch: { name: "nn.Tanh", note: "init.calculate_gain gives 5/3" },
    jax: { name: "nn.tanh" },
    keras: { name: "activations.tanh" },
    onnx: { name: "Tanh" },
    tfjs: { name: "tanh" },
  },
  usedIn: ["RNN, LSTM and GRU states", "Outputs of image generators", "Policies with bounded actions"],
  pros: ["Zero-centred: the next layer sees balanced inputs.", "Slope 1 at 0."],
  cons: ["The gradient vanishes on both sides.", "Needs an exponential."],
  numerics: [
    "1 − tanh² is 0 beyond 9 in float32; sech² keeps its digits.",
    "(e²ˣ − 1)/(e²ˣ + 1) is NaN for large x and loses small x; tanh of a subnormal is itself.",
  ],
  origin: [
    {
      title: "Efficient BackProp",
      authors: "Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller",
      year: 1998,
    },
  ],
  seeAlso: ["sigmoid", "hardTanh", "softsign", "arctan", "dyt"],
});
