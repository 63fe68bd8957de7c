import { type Activation, makeActivation } from "../../activation/activation.js";
import { div, greater, softplus as logOnePlusExp, mul, where } from "../../expression/primitives.js";

/** Options of {@link softplus}. */
export interface SoftplusOptions {
  /** How sharp the bend is; a finite number above 0, by default 1. Large values approach ReLU. */
  readonly beta?: number;
  /** Where beta·x exceeds it the result is x itself; by default 20, `Infinity` for never. */
  readonly threshold?: number;
}

/**
 * A smooth ReLU: f(x) = log(1 + e^(beta·x)) / beta, and x itself where beta·x > threshold.
 *
 * Shapes: any; the output has the shape of x. f′(x) = σ(beta·x), 1 above the threshold. The threshold is PyTorch's: at 20 it
 * shifts the result by 2e−9, which float32 does not see and float64 does; give `Infinity` to be without it.
 * Throws an `InvalidOptionError` for a beta that is not finite and positive or a threshold of NaN.
 *
 * Source: Dugas, Bengio, Bélisle, Nadeau & Garcia 2000.
 */
export const softplus: Activation<SoftplusOptions> = makeActivation<SoftplusOptions>({
  name: "softplus",
  title: "Softplus",
  summary: "The smooth form of ReLU, positive everywhere; its derivative is the sigmoid.",
  family: "softplus",
  aliases: ["smoothRelu"],
  domain: { kind: "pointwise" },
  options: {
    beta: {
      type: "number",
      default: 1,
      tex: "\\beta",
      description: "How sharp the bend is.",
      accepts: {
        description: "a finite number greater than 0",
        test: (value) => value > 0 && value < Infinity,
      },
      shown: [0.25, 4],
    },
    threshold: {
      type: "number",
      default: 20,
      tex: "\\theta",
      description: "Where beta·x exceeds it, x itself.",
      accepts: { description: "a number or Infinity", test: (value) => value > -Infinity },
    },
  },
  expression: ({ x, beta, threshold }) =>
    where(greater(mul(beta, x), threshold), x, div(logOnePlusExp(mul(beta, x)), beta)),
  properties: {
    range: { lower: 0, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: false,
    lipschitz: 1,
    saturates: "left",
    saturation: { below: -4.596 },
    gain: 1.0418668355353,
    cost: "several",
  },
});
