import { type Activation, makeActivation } from "../../activation/activation.js";
import { abs, add, div, square } from "../../expression/primitives.js";

/**
 * Softsign: f(x) = x / (1 + |x|).
 *
 * Shapes: any; the output has the shape of x. f′(x) = 1 / (1 + |x|)².
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
    zeroCentered: true,
    lipschitz: 1,
    saturates: "both",
    saturation: { below: -9, above: 9 },
    gain: 2.33753333310854,
    cost: "trivial",
  },
});
