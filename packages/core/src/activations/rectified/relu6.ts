import { type Activation, makeActivation } from "../../activation/activation.js";
import { max, min } from "../../expression/primitives.js";

/**
 * ReLU cut off at 6: f(x) = min(max(x, 0), 6).
 *
 * Shapes: any; the output has the shape of x. f′(x) is 1 for 0 < x < 6, otherwise 0, also at 0 and 6.
 *
 * Source: Krizhevsky 2010; MobileNets: Howard et al. 2017.
 */
export const relu6: Activation = makeActivation({
  name: "relu6",
  title: "ReLU6",
  summary: "ReLU with a ceiling, so that few bits suffice for what comes out.",
  family: "rectified",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => min(max(x, 0), 6),
  properties: {
    range: { lower: 0, upper: 6, closed: [true, true] },
    monotonic: true,
    smoothness: 0,
    zeroCentered: false,
    lipschitz: 1,
    saturates: "both",
    saturation: { below: 0, above: 6 },
    gain: 1.41421356509507,
    cost: "trivial",
  },
});
