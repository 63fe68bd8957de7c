import { type Activation, makeActivation } from "../../activation/activation.js";
import { abs, add, div, square } from "../../expression/primitives.js";

/**
 * Softsign: f(x) = x / (1 + |x|).
 *
 * Shapes: any; the output has x's. f′(x) = 1 / (1 + |x|)².
 *
 * Source: Bergstra, Desjardins, Lamblin & Bengio 2009.
 */
export const softsign: Activation = makeActivation({
  name: "softsign",
  title: "Softsign",
  summary: "A sigmoid without an exponential that approaches its bounds slowly.",
  family: "sigmoidal",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => div(x, add(1, abs(x))),
  stable: { backward: ({ x }) => [square(div(1, add(1, abs(x))))] },
  properties: {
    range: { lower: -1, upper: 1, closed: [false, false] },
    monotonic: true,
    smoothness: 1,
    zeroCentred: true,
    lipschitz: 1,
    saturates: "both",
    saturation: { below: -9, above: 9 },
    gain: 2.33753333310854,
    cost: "trivial",
  },
  frameworks: {
    pytorch: { name: "nn.Softsign" },
    jax: { name: "nn.soft_sign" },
    keras: { name: "activations.softsign" },
    onnx: { name: "Softsign" },
    tfjs: { name: "softsign", note: "layers only" },
  },
  usedIn: ["Text to speech (Deep Voice 3)"],
  pros: ["No exponential.", "Tails fall off like 1/x², not exponentially: saturates later than tanh."],
  cons: ["The gradient still vanishes on both sides.", "The second derivative jumps at 0."],
  numerics: [
    "x/(1 + |x|) at ±Infinity is NaN elsewhere; here it is ±1.",
    "Through a reciprocal estimate ONNX Runtime gives 1.0000001 for 3.4e38.",
  ],
  origin: [
    {
      title: "Quadratic Polynomials Learn Better Image Features",
      authors: "J. Bergstra, G. Desjardins, P. Lamblin, Y. Bengio",
      year: 2009,
    },
  ],
  seeAlso: ["tanh", "isru", "arctan"],
});
