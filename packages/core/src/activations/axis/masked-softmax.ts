import { type Activation, makeActivation } from "../../activation/activation.js";
import type { Expression, InputExpression } from "../../expression/expression.js";
import { div, equal, exp, maxAlong, sub, sumAlong, where } from "../../expression/primitives.js";
import type { TensorLike } from "../../tensor/from.js";
import { lastAxis } from "../axis-option.js";
import { softmaxGradient } from "./softmax-gradient.js";
import { temperatureOption } from "./temperature-option.js";

/** Options of {@link maskedSoftmax}. */
export interface MaskedSoftmaxOptions {
  /** What takes part: entries where it is 0 are left out. Of x's shape, or one that broadcasts to it; by default 1: all. */
  readonly mask?: TensorLike;
  /** The axis that is made to sum to 1; by default −1, the last. */
  readonly axis?: number;
  /** Divides x; above 1 flattens the distribution, below 1 sharpens it. A finite number above 0, by default 1. */
  readonly temperature?: number;
  /** What a row gives of which nothing takes part: `"nan"` (the default) or `"zero"`. */
  readonly masked?: "nan" | "zero";
}

/**
 * Softmax over the entries that a mask lets through: yᵢ = mᵢ·e^(xᵢ/T) / Σⱼ mⱼ·e^(xⱼ/T), where m is 0 or 1.
 *
 * Shapes: x any; mask of x's shape or one that broadcasts to it, 0 where an entry is left out, anything else where it takes
 * part; the output has the shape of x. A row of which nothing takes part gives NaN, or zeros with `masked: "zero"`. Gradient:
 * dxᵢ = yᵢ·(dyᵢ − Σⱼ dyⱼ·yⱼ)/T over the entries that take part, 0 for the others, whose dy does not count (it
 * may be NaN); there is none for the mask. Throws an `AxisError` for an axis that x does not have, a
 * `ShapeError` for a mask that does not fit, an `InvalidOptionError` for another bad option.
 */
export const maskedSoftmax: Activation<MaskedSoftmaxOptions> = makeActivation<MaskedSoftmaxOptions>({
  name: "maskedSoftmax",
  title: "Masked softmax",
  summary: "Softmax over the entries that a mask lets through: attention with padding or causality.",
  family: "axis",
  domain: { kind: "axis" },
  options: {
    mask: { type: "tensor", default: 1, tex: "m_i", description: "What takes part: 0 leaves an entry out." },
    axis: lastAxis,
    temperature: temperatureOption,
    masked: {
      type: "choice",
      default: "nan",
      choices: ["nan", "zero"],
      description: "What a row gives of which nothing takes part.",
    },
  },
  expression: ({ x, mask, temperature, masked }) => {
    const weight = exp(div(x, temperature));
    const all = sumAlong(where(equal(mask, 0), 0, weight));
    const share = where(equal(mask, 0), 0, div(weight, all));
    return masked === "zero" ? where(equal(all, 0), 0, share) : share;
  },
  stable: {
    forward: ({ x, mask, temperature, masked }) => {
      const { largest, share } = shares(x, mask, temperature);
      return masked === "zero" ? where(equal(largest, -Infinity), 0, share) : share;
    },
    backward: ({ x, mask, dy, temperature, masked }) => {
      const { largest, share } = shares(x, mask, temperature);
      const isOut = equal(mask, 0);
      const taken = softmaxGradient(share, where(isOut, 0, dy));
      // The share of what is left out is 0, or NaN in a row of NaN.
      const gradient = where(isOut, share, div(taken, temperature));
      return [masked === "zero" ? where(equal(largest, -Infinity), 0, gradient) : gradient];
    },
  },
  properties: {
    range: { lower: 0, upper: 1, closed: [true, true] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentered: false,
    saturates: "both",
    cost: "exponential",
  },
});

function shares(
  x: InputExpression,
  mask: Expression,
  temperature: Expression,
): { largest: Expression; share: Expression } {
  const scores = where(equal(mask, 0), -Infinity, x);
  const largest = maxAlong(scores);
  const weight = exp(div(sub(scores, largest), temperature));
  return { largest, share: div(weight, sumAlong(weight)) };
}
