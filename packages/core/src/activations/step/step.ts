import { type Activation, makeActivation } from "../../activation/activation.js";
import { constant } from "../../expression/expression.js";
import { equal, greater, where } from "../../expression/primitives.js";
import { type StepGradient, stepGradientOption } from "./step-gradient.js";

/** Options of {@link step}. */
export interface StepOptions {
  /** The value at 0; any finite number, by default 1. */
  readonly value?: number;
  /** `"zero"` for the true derivative, `"straightThrough"` to pass dy on; by default `"zero"`. */
  readonly gradient?: StepGradient;
}

/**
 * The Heaviside step: f(x) = 0 for x < 0, `value` at 0, 1 for x > 0.
 *
 * Shapes: any; the output has the shape of x. The derivative is 0, also at 0; with `gradient: "straightThrough"` backward passes
 * dy on as the identity would. Throws an `InvalidOptionError` for a value that is not finite.
 *
 * Source: McCulloch & Pitts 1943; the straight-through estimator: Bengio, Léonard & Courville 2013.
 */
export const step: Activation<StepOptions> = makeActivation<StepOptions>({
  name: "step",
  title: "Step",
  summary: "Fires or does not: the first activation of all, trainable only with a made-up gradient.",
  family: "step",
  aliases: ["heaviside", "binaryStep"],
  domain: { kind: "pointwise" },
  options: {
    value: { type: "number", default: 1, tex: "v", description: "The value at 0." },
    gradient: stepGradientOption,
  },
  expression: ({ x, value }) => where(greater(x, 0), 1, where(equal(x, 0), value, 0)),
  stable: { backward: ({ gradient }) => [constant(gradient === "zero" ? 0 : 1)] },
  properties: {
    range: { lower: 0, upper: 1, closed: [true, true] },
    monotonic: true,
    smoothness: -1,
    zeroCentered: false,
    saturates: "both",
    saturation: { below: 0, above: 0 },
    gain: Math.SQRT2,
    cost: "trivial",
  },
});
