import { constant, type Expression, type Operand } from "./expression.js";
import { add, mul } from "./primitives.js";

/** c₀ + c₁·x + c₂·x² + … by Horner's rule. There must be a coefficient. */
export function polynomial(x: Operand, coefficients: readonly number[]): Expression {
  return coefficients
    .map((coefficient): Expression => constant(coefficient))
    .reduceRight((sum, coefficient) => add(coefficient, mul(x, sum)));
}
