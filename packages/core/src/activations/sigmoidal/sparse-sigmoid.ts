import { type Activation, makeActivation } from "../../activation/activation.js";
import { abs, add, div, less, max, min, where } from "../../expression/primitives.js";

/**
 * The derivative of sparsePlus: f(x) = min(max(x + 1, 0), 2) / 2.
 *
 * Shapes: any; the output has the shape of x. f′(x) is 1/2 for −1 < x < 1, otherwise 0, also at ±1.
 *
 * Source: JAX; the sparsemax of two numbers: Martins & Astudillo 2016.
 */
export const sparseSigmoid: Activation = makeActivation({
  name: "sparseSigmoid",
  title: "Sparse sigmoid",
  summary: "The sigmoid that sparsemax implies: exactly 0 and 1 beyond ±1.",
  family: "sigmoidal",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => div(min(max(add(x, 1), 0), 2), 2),
  stable: { backward: ({ x }) => [where(less(abs(x), 1), 0.5, 0)] },
  properties: {
    range: { lower: 0, upper: 1, closed: [true, true] },
    monotonic: true,
    smoothness: 0,
    zeroCentered: false,
    lipschitz: 0.5,
    saturates: "both",
    saturation: { below: -1, above: 1 },
    gain: 1.62432155878883,
    cost: "trivial",
  },
});
