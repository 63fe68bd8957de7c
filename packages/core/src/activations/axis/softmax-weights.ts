import type { Expression } from "../../expression/expression.js";
import { div, exp, maxAlong, sub, sumAlong } from "../../expression/primitives.js";

/** Probabilities from scores: eᵃ / Σ eᵃ along the axis, with the largest score taken off first so that nothing overflows. */
export function softmaxOf(scores: Expression): Expression {
  const weight = exp(sub(scores, maxAlong(scores)));
  return div(weight, sumAlong(weight));
}
