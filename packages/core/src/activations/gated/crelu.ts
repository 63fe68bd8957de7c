import { type Activation, makeActivation } from "../../activation/activation.js";
import { max, neg } from "../../expression/primitives.js";
import { lastAxis } from "../axis-option.js";

/** Options of {@link crelu}. */
export interface CreluOptions {
  /** The axis that is doubled; by default −1, the last. */
  readonly axis?: number;
}

/**
 * Concatenated ReLU: f(x) = [max(x, 0), max(−x, 0)] along an axis.
 *
 * Shapes: the axis is twice as long in the output. Gradient: dx is the first dy where x > 0, minus the second where
 * x < 0, 0 at 0. Throws an `AxisError` for an axis that x does not have.
 *
 * Source: Shang, Sohn, Almeida & Lee 2016.
 */
export const crelu: Activation<CreluOptions> = makeActivation<CreluOptions>({
  name: "crelu",
  title: "CReLU",
  summary: "ReLU of x beside ReLU of −x: nothing is lost, and twice the features come out.",
  family: "gated",
  aliases: ["concatenatedRelu"],
  domain: { kind: "grouped", parts: 1 },
  options: { axis: lastAxis },
  expression: ({ parts: [x] }) => [
    max(x as NonNullable<typeof x>, 0),
    max(neg(x as NonNullable<typeof x>), 0),
  ],
  properties: {
    range: { lower: 0, upper: Infinity, closed: [true, false] },
    monotonic: false,
    smoothness: 0,
    zeroCentered: false,
    lipschitz: 1,
    saturates: "none",
    gain: 1,
    cost: "trivial",
  },
});
