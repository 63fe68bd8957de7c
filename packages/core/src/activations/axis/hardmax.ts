import { type Activation, makeActivation } from "../../activation/activation.js";
import { constant } from "../../expression/expression.js";
import { lastAxis } from "../axis-option.js";
import { type StepGradient, stepGradientOption } from "../step/step-gradient.js";
import { oneHot, unlessNaN } from "./one-hot.js";

/** Options of {@link hardmax}. */
export interface HardmaxOptions {
  /** The axis along which one entry becomes 1; by default −1, the last. */
  readonly axis?: number;
  /** `"zero"` for the true derivative, `"straightThrough"` to pass dy on; by default `"zero"`. */
  readonly gradient?: StepGradient;
}

/**
 * One-hot of the largest entry along an axis: 1 at the first largest, 0 elsewhere.
 *
 * Shapes: any; the output has the shape of x. A row that holds NaN gives NaN. The derivative is 0; with `gradient:
 * "straightThrough"` backward passes dy on. Throws an `AxisError` for an axis that x does not have.
 *
 * Source: ONNX.
 */
export const hardmax: Activation<HardmaxOptions> = makeActivation<HardmaxOptions>({
  name: "hardmax",
  title: "Hardmax",
  summary: "1 for the largest entry of a row, 0 for the rest.",
  family: "axis",
  domain: { kind: "axis" },
  options: { axis: lastAxis, gradient: stepGradientOption },
  expression: ({ x, index }) => oneHot(x, index),
  stable: {
    forward: ({ x, index }) => unlessNaN(x, oneHot(x, index)),
    backward: ({ x, dy, gradient }) => [unlessNaN(x, gradient === "zero" ? constant(0) : dy)],
  },
  properties: {
    range: { lower: 0, upper: 1, closed: [true, true] },
    monotonic: true,
    smoothness: -1,
    zeroCentered: false,
    saturates: "both",
    cost: "trivial",
  },
});
