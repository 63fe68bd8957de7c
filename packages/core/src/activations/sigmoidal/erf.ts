import { type Activation, makeActivation } from "../../activation/activation.js";
import { erf as errorFunction } from "../../expression/primitives.js";

/**
 * The error function: f(x) = 2/√π · ∫₀ˣ e^(−t²) dt.
 *
 * Shapes: any; the output has the shape of x. f′(x) = 2/√π · e^(−x²).
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
    zeroCentered: true,
    lipschitz: 1.1283791670955126,
    saturates: "both",
    saturation: { below: -2.174, above: 2.174 },
    gain: 1.46716695049,
    cost: "several",
  },
});
