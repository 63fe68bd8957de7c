import type { Expression } from "../../expression/expression.js";
import { mul, sub, sumAlong } from "../../expression/primitives.js";

/** The gradient of a softmax y: y · (dy − Σ dy·y). */
export function softmaxGradient(y: Expression, dy: Expression): Expression {
  return mul(y, sub(dy, sumAlong(mul(dy, y))));
}
