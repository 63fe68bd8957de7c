import { type Activation, makeActivation } from "../../activation/activation.js";
import { div, normalCdf, normalPdf, sub } from "../../expression/primitives.js";

/** Options of {@link laplace}. */
export interface LaplaceOptions {
  /** Where the value is 1/2; any finite number, by default √(1/2). */
  readonly mu?: number;
  /** The width; a finite number above 0, by default √(1/(4π)). */
  readonly sigma?: number;
}

/**
 * The Laplace attention function: f(x) = (1 + erf((x − mu) / (sigma·√2))) / 2, the distribution function of a normal
 * variable with mean mu and deviation sigma.
 *
 * Shapes: any; the output has the shape of x. f′(x) = φ((x − mu)/sigma) / sigma.
 * Throws an `InvalidOptionError` for a mu that is not finite or a sigma that is not finite and positive.
 *
 * Source: Ma, Zhou, Kong, He, Gui, Neubig, May & Zettlemoyer 2022 (Mega).
 */
export const laplace: Activation<LaplaceOptions> = makeActivation<LaplaceOptions>({
  name: "laplace",
  title: "Laplace",
  summary: "A bounded stand-in for squared ReLU in attention: the same value and slope where it matters.",
  family: "sigmoidal",
  domain: { kind: "pointwise" },
  options: {
    mu: {
      type: "number",
      default: Math.SQRT1_2,
      tex: "\\mu",
      description: "Where the value is 1/2.",
      shown: [-1, 1],
    },
    sigma: {
      type: "number",
      default: 0.28209479177387814,
      tex: "\\sigma",
      description: "The width.",
      accepts: {
        description: "a finite number greater than 0",
        test: (value) => value > 0 && value < Infinity,
      },
      shown: [0.1, 2],
    },
  },
  expression: ({ x, mu, sigma }) => normalCdf(div(sub(x, mu), sigma)),
  stable: { backward: ({ x, mu, sigma }) => [div(normalPdf(div(sub(x, mu), sigma)), sigma)] },
  properties: {
    range: { lower: 0, upper: 1, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: false,
    lipschitz: Math.SQRT2,
    saturates: "both",
    saturation: { below: -0.181, above: 1.595 },
    gain: 2.23919457516006,
    cost: "several",
  },
});
