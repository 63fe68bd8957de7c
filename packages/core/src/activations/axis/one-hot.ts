import type { Expression, InputExpression } from "../../expression/expression.js";
import { argmaxAlong, equal, lessEqual, maxAlong, where } from "../../expression/primitives.js";

/** 1 at the first largest score of a row, 0 elsewhere. */
export function oneHot(scores: Expression, index: InputExpression): Expression {
  return where(equal(index, argmaxAlong(scores)), 1, 0);
}

/** The expression, but NaN throughout a row that holds NaN, which comparisons alone would lose. */
export function unlessNaN(scores: Expression, value: Expression): Expression {
  const largest = maxAlong(scores);
  return where(lessEqual(largest, Infinity), value, largest);
}
