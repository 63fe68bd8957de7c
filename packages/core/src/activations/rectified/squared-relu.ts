import { type Activation, makeActivation } from "../../activation/activation.js";
import { greater, max, mul, square, where } from "../../expression/primitives.js";

/**
 * The square of ReLU: f(x) = max(x, 0)².
 *
 * Shapes: any; the output has the shape of x. f′(x) = 2·max(x, 0).
 *
 * Source: So, Mańke, Liu, Dai, Shazeer & Le 2021 (Primer).
 */
export const squaredRelu: Activation = makeActivation({
  name: "squaredRelu",
  title: "Squared ReLU",
  summary: "ReLU squared: sparse like ReLU, smooth at 0, steeper the further one goes.",
  family: "rectified",
  aliases: ["relu2", "reluSquared"],
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => square(max(x, 0)),
  stable: { backward: ({ x }) => [where(greater(x, 0), mul(2, x), 0)] },
  properties: {
    range: { lower: 0, upper: Infinity, closed: [true, false] },
    monotonic: true,
    smoothness: 1,
    zeroCentered: false,
    lipschitz: Infinity,
    saturates: "left",
    saturation: { below: 0.005 },
    gain: 0.816496580927726,
    cost: "trivial",
  },
});
