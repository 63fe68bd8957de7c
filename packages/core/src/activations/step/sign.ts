import { type Activation, makeActivation } from "../../activation/activation.js";
import { constant } from "../../expression/expression.js";
import { sign as signum } from "../../expression/primitives.js";
import { type StepGradient, stepGradientOption } from "./step-gradient.js";

/** Options of {@link sign}. */
export interface SignOptions {
  /** `"zero"` for the true derivative, `"straightThrough"` to pass dy on; by default `"zero"`. */
  readonly gradient?: StepGradient;
}

/**
 * The sign: f(x) = −1, 0 or 1.
 *
 * Shapes: any; the output has the shape of x. sign(−0) is −0. The derivative is 0; with `gradient: "straightThrough"` backward
 * passes dy on as the identity would.
 *
 * Source: binarized networks: Courbariaux, Hubara, Soudry, El-Yaniv & Bengio 2016.
 */
export const sign: Activation<SignOptions> = makeActivation<SignOptions>({
  name: "sign",
  title: "Sign",
  summary: "Keeps the sign and forgets the rest: the activation of binarized networks.",
  family: "step",
  domain: { kind: "pointwise" },
  options: { gradient: stepGradientOption },
  expression: ({ x }) => signum(x),
  stable: { backward: ({ gradient }) => [constant(gradient === "zero" ? 0 : 1)] },
  properties: {
    range: { lower: -1, upper: 1, closed: [true, true] },
    monotonic: true,
    smoothness: -1,
    zeroCentered: true,
    saturates: "both",
    saturation: { below: 0, above: 0 },
    gain: 1,
    cost: "trivial",
  },
});
