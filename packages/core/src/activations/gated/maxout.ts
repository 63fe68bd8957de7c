import { type Activation, makeActivation } from "../../activation/activation.js";
import type { Expression } from "../../expression/expression.js";
import { max } from "../../expression/primitives.js";
import { lastAxis } from "../axis-option.js";

/** Options of {@link maxout}. */
export interface MaxoutOptions {
  /** The axis that is cut into pieces; by default −1, the last. */
  readonly axis?: number;
  /** Into how many equal pieces the axis is cut; an integer of at least 1, by default 2. */
  readonly pieces?: number;
}

/**
 * The largest of k pieces: f(x₁, …, x_k) = max_j x_j, where the x_j are the equal pieces of x along an axis.
 *
 * Shapes: the axis must be a multiple of `pieces` and is divided by it in the output. The gradient goes to the largest
 * piece; to the last of them at a tie. Throws an `AxisError` for an axis that x does not have or that cannot be cut
 * so, an `InvalidOptionError` for a number of pieces that is not an integer of at least 1.
 *
 * Source: Goodfellow, Warde-Farley, Mirza, Courville & Bengio 2013.
 */
export const maxout: Activation<MaxoutOptions> = makeActivation<MaxoutOptions>({
  name: "maxout",
  title: "Maxout",
  summary: "The largest of several linear pieces: a convex function that the network learns.",
  family: "gated",
  domain: { kind: "grouped", parts: "pieces" },
  options: {
    axis: lastAxis,
    pieces: {
      type: "number",
      default: 2,
      tex: "k",
      description: "Into how many equal pieces the axis is cut.",
      accepts: {
        description: "an integer from 1 to 64",
        test: (value) => Number.isInteger(value) && value >= 1 && value <= 64,
      },
    },
  },
  expression: ({ parts }) =>
    parts.reduce<Expression>(
      (largest, part, i) => (i === 0 ? part : max(largest, part)),
      parts[0] as Expression,
    ),
  properties: {
    range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: 0,
    zeroCentered: false,
    lipschitz: 1,
    saturates: "none",
    cost: "trivial",
  },
});
