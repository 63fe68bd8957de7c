import { type Activation, makeActivation } from "../../activation/activation.js";
import { erf as errorFunction } from "../../expression/primitives.js";

/**
 * The error function: f(x) = 2/√π · ∫₀ˣ e^(−t²) dt.
 *
 * Shapes: any; the output has x's. f′(x) = 2/√π · e^(−x²).
 */
export const erf: Activation = makeActivation({
  name: "erf",
  title: "Erf",
  summary: "The Gaussian's own sigmoid: steeper than tanh and sooner saturated.",
  family: "sigmoidal",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => errorFunction(x),
  properties: {
    range: { lower: -1, upper: 1, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentred: true,
    lipschitz: 1.1283791670955126,
    saturates: "both",
    saturation: { below: -2.174, above: 2.174 },
    gain: 1.46716695049,
    cost: "several",
  },
  frameworks: {
    pytorch: { name: "erf" },
    jax: { name: "lax.erf" },
    keras: { name: "ops.erf" },
    onnx: { name: "Erf", note: "opset 13" },
    tfjs: { name: "erf" },
  },
  usedIn: ["Theory of wide networks", "Inside GELU"],
  pros: ["Expectations under a Gaussian have closed forms."],
  cons: ["The gradient vanishes quickly on both sides."],
  numerics: ["tfjs's formula holds an absolute error only: erf(1e−8) is 9 % off there."],
  seeAlso: ["tanh", "gelu", "serf"],
});
