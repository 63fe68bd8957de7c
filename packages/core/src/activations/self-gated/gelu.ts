import { type Activation, makeActivation } from "../../activation/activation.js";
import { add, mul, normalCdf, square, tanh } from "../../expression/primitives.js";
import {
  type Approximate,
  approximateOption,
  cubic,
  geluSlope,
  geluValue,
  rootTwoOverPi,
} from "./gelu-forms.js";

/** Options of {@link gelu}. */
export interface GeluOptions {
  /** `"none"` for x·Φ(x), `"tanh"` for the approximation that BERT and GPT-2 were trained with; by default `"none"`. */
  readonly approximate?: Approximate;
}

/**
 * The Gaussian error linear unit: f(x) = x · Φ(x), with Φ the normal distribution function; with `approximate: "tanh"`
 * f(x) = x/2 · (1 + tanh(√(2/π) · (x + 0.044715·x³))).
 *
 * Shapes: any; the output has the shape of x. f′(x) = Φ(x) + x·φ(x). Throws an `InvalidOptionError` for another `approximate`.
 *
 * Source: Hendrycks & Gimpel 2016, arXiv 1606.08415.
 */
export const gelu: Activation<GeluOptions> = makeActivation<GeluOptions>({
  name: "gelu",
  title: "GELU",
  summary:
    "Weights x by the probability that a normal variable is below it: a smooth ReLU that dips below 0.",
  family: "selfGated",
  domain: { kind: "pointwise" },
  options: { approximate: approximateOption },
  expression: ({ x, approximate }) =>
    approximate === "none"
      ? mul(x, normalCdf(x))
      : mul(mul(0.5, x), add(1, tanh(mul(rootTwoOverPi, add(x, mul(cubic, mul(x, square(x)))))))),
  stable: {
    forward: ({ x, approximate }) => geluValue(x, approximate),
    backward: ({ x, approximate }) => [geluSlope(x, approximate)],
  },
  properties: {
    range: { lower: -0.1699712074799037, upper: Infinity, closed: [true, false] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentered: true,
    lipschitz: 1.12890414518515,
    minimum: { x: -0.7517915246935645, y: -0.1699712074799037 },
    saturates: "left",
    saturation: { below: -3.068 },
    gain: 1.53353044119554,
    cost: "several",
  },
});
