import { type Activation, makeActivation } from "../../activation/activation.js";
import { div, equal, exp, maxAlong, sub, sumAlong, where } from "../../expression/primitives.js";
import { lastAxis } from "../axis-option.js";
import { softmaxGradient } from "./softmax-gradient.js";
import { temperatureOption } from "./temperature-option.js";

/** Options of {@link softmax}. */
export interface SoftmaxOptions {
  /** The axis that is made to sum to 1; by default −1, the last. */
  readonly axis?: number;
  /** Divides x; above 1 flattens the distribution, below 1 sharpens it. A finite number above 0, by default 1. */
  readonly temperature?: number;
  /** What a row of −Infinity alone gives: `"nan"`, as in PyTorch, or `"zero"`. Default: `"nan"`. */
  readonly masked?: "nan" | "zero";
}

/**
 * Numbers to probabilities along an axis: yᵢ = e^(xᵢ/T) / Σⱼ e^(xⱼ/T), with T the temperature.
 *
 * Shapes: any; the output has the shape of x. An entry of −Infinity is masked out and gives 0 (`maskedSoftmax` takes a mask); a row with nothing else gives NaN,
 * or zeros with `masked: "zero"`. A row that holds NaN or +Infinity gives NaN. Gradient: dxᵢ = yᵢ·(dyᵢ − Σⱼ dyⱼ·yⱼ)/T.
 * Throws an `AxisError` for an axis that x does not have, an `InvalidOptionError` for another bad option.
 *
 * Source: Boltzmann 1868; as an activation Bridle 1990.
 */
export const softmax: Activation<SoftmaxOptions> = makeActivation<SoftmaxOptions>({
  name: "softmax",
  title: "Softmax",
  summary:
    "Turns a row of numbers into probabilities that sum to 1, the largest number getting the largest share.",
  family: "axis",
  domain: { kind: "axis" },
  options: {
    axis: lastAxis,
    temperature: temperatureOption,
    masked: {
      type: "choice",
      default: "nan",
      choices: ["nan", "zero"],
      description: "What a row of −Infinity alone gives.",
    },
  },
  expression: ({ x, temperature, masked }) => {
    const weight = exp(div(x, temperature));
    const share = div(weight, sumAlong(weight));
    return masked === "zero" ? where(equal(maxAlong(x), -Infinity), 0, share) : share;
  },
  stable: {
    forward: ({ x, temperature, masked }) => {
      const largest = maxAlong(x);
      const weight = exp(div(sub(x, largest), temperature));
      const share = div(weight, sumAlong(weight));
      return masked === "zero" ? where(equal(largest, -Infinity), 0, share) : share;
    },
    backward: ({ x, dy, temperature, masked }) => {
      const largest = maxAlong(x);
      const weight = exp(div(sub(x, largest), temperature));
      const gradient = div(softmaxGradient(div(weight, sumAlong(weight)), dy), temperature);
      return [masked === "zero" ? where(equal(largest, -Infinity), 0, gradient) : gradient];
    },
  },
  properties: {
    range: { lower: 0, upper: 1, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: false,
    saturates: "both",
    cost: "exponential",
  },
});
