import { type Activation, makeActivation } from "../../activation/activation.js";
import type { Expression, InputExpression } from "../../expression/expression.js";
import {
  div,
  lessEqual,
  max,
  maxAlong,
  sign,
  sparsemaxThreshold,
  sub,
  sumAlong,
  where,
} from "../../expression/primitives.js";
import { lastAxis } from "../axis-option.js";

/** Options of {@link sparsemax}. */
export interface SparsemaxOptions {
  /** The axis that is made to sum to 1; by default −1, the last. */
  readonly axis?: number;
}

/**
 * The point of the probability simplex nearest to x: yᵢ = max(xᵢ − τ, 0), with τ such that Σ y = 1.
 *
 * Shapes: any; the output has the shape of x. A row of −Infinity alone, and one that holds NaN or +Infinity, gives NaN. Gradient:
 * dxᵢ = dyᵢ − mean of dy over the support where yᵢ > 0, otherwise 0. Throws an `AxisError` for an axis that x does not have.
 *
 * Source: Martins & Astudillo 2016.
 */
export const sparsemax: Activation<SparsemaxOptions> = makeActivation<SparsemaxOptions>({
  name: "sparsemax",
  title: "Sparsemax",
  summary: "Softmax's sparse sibling: probabilities, many of them exactly 0.",
  family: "axis",
  domain: { kind: "axis" },
  options: { axis: lastAxis },
  expression: ({ x }) => max(sub(x, sparsemaxThreshold(x)), 0),
  stable: {
    forward: ({ x }) => project(x),
    backward: ({ x, dy }) => {
      const y = project(x);
      const isOut = lessEqual(y, 0);
      const mean = div(sumAlong(where(isOut, 0, dy)), sumAlong(sign(y)));
      return [where(isOut, 0, sub(dy, mean))];
    },
  },
  properties: {
    range: { lower: 0, upper: 1, closed: [true, true] },
    monotonic: true,
    smoothness: 0,
    zeroCentered: false,
    saturates: "both",
    cost: "several",
  },
});

function project(x: InputExpression): Expression {
  const shifted = sub(x, maxAlong(x));
  return max(sub(shifted, sparsemaxThreshold(shifted)), 0);
}
