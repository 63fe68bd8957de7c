import { type Activation, makeActivation } from "../../activation/activation.js";
import type { Expression, InputExpression } from "../../expression/expression.js";
import {
  div,
  entmax15Threshold,
  lessEqual,
  max,
  maxAlong,
  mul,
  square,
  sub,
  sumAlong,
  where,
} from "../../expression/primitives.js";
import { lastAxis } from "../axis-option.js";

/** Options of {@link entmax15}. */
export interface Entmax15Options {
  /** The axis that is made to sum to 1; by default −1, the last. */
  readonly axis?: number;
}

/**
 * Halfway between softmax and sparsemax (1.5-entmax): yᵢ = max(xᵢ/2 − τ, 0)², with τ such that Σ y = 1.
 *
 * Shapes: any; the output has the shape of x. A row of −Infinity alone, and one that holds NaN or +Infinity, gives NaN. Gradient:
 * with s = √y, dxᵢ = sᵢ·(dyᵢ − Σⱼ dyⱼ·sⱼ / Σⱼ sⱼ), 0 where yᵢ is 0. Throws an `AxisError` for an axis that x does not have.
 *
 * Source: Peters, Niculae & Martins 2019.
 */
export const entmax15: Activation<Entmax15Options> = makeActivation<Entmax15Options>({
  name: "entmax15",
  title: "1.5-entmax",
  summary: "Sparse probabilities with a smooth edge: between softmax and sparsemax.",
  family: "axis",
  aliases: ["entmax"],
  domain: { kind: "axis" },
  options: { axis: lastAxis },
  expression: ({ x }) => square(max(sub(div(x, 2), entmax15Threshold(div(x, 2))), 0)),
  stable: {
    forward: ({ x }) => square(root(x)),
    backward: ({ x, dy }) => {
      const s = root(x);
      const isOut = lessEqual(s, 0);
      const mean = div(sumAlong(where(isOut, 0, mul(s, dy))), sumAlong(s));
      return [where(isOut, 0, mul(s, sub(dy, mean)))];
    },
  },
  properties: {
    range: { lower: 0, upper: 1, closed: [true, true] },
    monotonic: true,
    smoothness: 1,
    zeroCentered: false,
    saturates: "both",
    cost: "several",
  },
});

/** √y. */
function root(x: InputExpression): Expression {
  const half = div(sub(x, maxAlong(x)), 2);
  return max(sub(half, entmax15Threshold(half)), 0);
}
