import { type Activation, makeActivation } from "../../activation/activation.js";
import { max } from "../../expression/primitives.js";

/**
 * The rectified linear unit: f(x) = max(x, 0).
 *
 * Shapes: any; the output has the shape of x. f′(x) is 1 for x > 0, otherwise 0, also at 0. relu(−0) is −0 and relu(NaN) is NaN.
 *
 * Source: Fukushima 1969; Nair & Hinton 2010.
 */
export const relu: Activation = makeActivation({
  name: "relu",
  title: "ReLU",
  summary: "Keeps what is positive and drops the rest: the plainest nonlinearity, and still the fastest.",
  family: "rectified",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => max(x, 0),
  properties: {
    range: { lower: 0, upper: Infinity, closed: [true, false] },
    monotonic: true,
    smoothness: 0,
    zeroCentered: false,
    lipschitz: 1,
    saturates: "left",
    saturation: { below: 0 },
    gain: Math.SQRT2,
    cost: "trivial",
  },
});
