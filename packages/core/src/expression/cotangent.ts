import { constant, type Expression } from "./expression.js";
import * as p from "./primitives.js";
import { simplify } from "./simplify.js";

/**
 * dy · slope, in which dy has no part where the slope is 0 by a choice: where the branch that `where`, `max` or `min`
 * takes is the constant 0, or a product has such a factor. There the output does not depend on the input, so that a
 * dy of NaN or an infinity must not reach the gradient. A slope that is 0 by arithmetic is multiplied as it is.
 */
export function timesCotangent(dy: Expression, slope: Expression): Expression {
  return simplify(product(dy, simplify(slope)));
}

function product(dy: Expression, slope: Expression): Expression {
  if (slope.kind === "operation" && slope.op === "where") {
    const [condition, yes, no] = slope.args as readonly [Expression, Expression, Expression];
    const isChosen = [yes, no].some((branch) => !isValue(zeroWhere(branch), 0));
    return isChosen ? p.where(condition, product(dy, yes), product(dy, no)) : p.mul(dy, slope);
  }
  const chosen = zeroWhere(slope);
  return p.where(chosen, 0, p.mul(dy, slope));
}

const always = constant(1);
const never = constant(0);

/** The condition under which an expression is 0 by a choice. */
function zeroWhere(node: Expression): Expression {
  if (isValue(node, 0)) return always;
  if (node.kind !== "operation") return never;
  const [a, b, c] = node.args as readonly [Expression, Expression, Expression];
  switch (node.op) {
    case "where":
      return choice(a, zeroWhere(b), zeroWhere(c));
    case "max":
      return choice(
        isValue(b, 0) ? p.lessEqual(a, 0) : never,
        always,
        clampOf(a, b, (bound) => bound <= 0),
      );
    case "min":
      return choice(
        isValue(b, 0) ? p.greaterEqual(a, 0) : never,
        always,
        clampOf(a, b, (bound) => bound >= 0),
      );
    case "mul":
      return choice(zeroWhere(a), always, zeroWhere(b));
    case "add":
    case "sub":
      return choice(zeroWhere(a), zeroWhere(b), never);
    case "div":
    case "neg":
    case "abs":
    case "sign":
    case "square":
    case "sqrt":
      return zeroWhere(a);
    default:
      return never;
  }
}

/** Where a clamp's argument is 0 by a choice, as long as its bound leaves 0 as it is. */
function clampOf(a: Expression, bound: Expression, leavesZero: (bound: number) => boolean): Expression {
  return bound.kind === "constant" && leavesZero(bound.value) ? zeroWhere(a) : never;
}

/** A choice between conditions, as short as it can be said. */
function choice(condition: Expression, yes: Expression, no: Expression): Expression {
  if (isValue(condition, 1)) return yes;
  if (isValue(condition, 0)) return no;
  if (isValue(yes, 1) && isValue(no, 0)) return condition;
  return yes === no ? yes : p.where(condition, yes, no);
}

function isValue(node: Expression, value: number): boolean {
  return node.kind === "constant" && node.value === value;
}
