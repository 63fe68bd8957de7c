import { type Activation, makeActivation } from "../../activation/activation.js";
import { atan } from "../../expression/primitives.js";

/**
 * The arctangent: f(x) = arctan x.
 *
 * Shapes: any; the output has the shape of x. f′(x) = 1 / (1 + x²).
 */
export const arctan: Activation = makeActivation({
  name: "arctan",
  title: "Arctan",
  summary: "A sigmoid from −π/2 to π/2 whose tails fall off like 1/x².",
  family: "sigmoidal",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => atan(x),
  properties: {
    range: { lower: -Math.PI / 2, upper: Math.PI / 2, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: true,
    lipschitz: 1,
    saturates: "both",
    saturation: { below: -9.95, above: 9.95 },
    gain: 1.49120761813421,
    cost: "several",
  },
});
