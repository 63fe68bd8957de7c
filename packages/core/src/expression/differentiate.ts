import {
  constant,
  type Expression,
  type InputExpression,
  type OperationExpression,
  type ParameterExpression,
  type Primitive,
} from "./expression.js";
import { rowValued, topological } from "./graph.js";
import type { Arguments } from "./primitives/record.js";
import { recordOf } from "./primitives/table.js";
import * as p from "./primitives.js";
import { simplify } from "./simplify.js";

/** Something that an expression can be differentiated by. */
export type Variable = InputExpression | ParameterExpression;

/**
 * The derivative of an elementwise expression with respect to an input or a parameter, as an expression.
 * Apply it again for higher derivatives. Kinks follow the convention in `expression.ts`.
 */
export function differentiate(expression: Expression, variable: Variable): Expression {
  const slopesOf = new Map<Expression, Expression>();
  for (const node of topological([expression])) slopesOf.set(node, slopeOf(node, variable, slopesOf));
  return simplify(slopesOf.get(expression) as Expression);
}

/** The slope of a node whose arguments' slopes are known: Σ ∂node/∂argument · slope, and that of each branch of a choice. */
function slopeOf(
  node: Expression,
  variable: Variable,
  known: ReadonlyMap<Expression, Expression>,
): Expression {
  if (node.kind === variable.kind && node.name === variable.name) return constant(1);
  if (node.kind !== "operation") return constant(0);
  const slopes = node.args.map((arg) => known.get(arg) as Expression);
  const special = specialSlope(node, slopes as unknown as Arguments, known);
  if (special !== undefined) return simplify(special);
  const terms = contributions(node, constant(1)).map((partial, i) =>
    partial === undefined ? constant(0) : p.mul(partial, slopes[i] as Expression),
  );
  return simplify(terms.reduce<Expression>((sum, term) => p.add(sum, term), constant(0)));
}

/** The slope of operations that have a rule of their own, and of forms whose terms would cancel and leave few digits. */
function specialSlope(
  node: OperationExpression,
  slopes: Arguments,
  known: ReadonlyMap<Expression, Expression>,
): Expression | undefined {
  const [a, b] = node.args as readonly [Expression, Expression];
  const { jvp } = recordOf(node.op);
  if (jvp !== undefined) return jvp(slopes, node.args as Arguments, node);
  if (node.op === "div") {
    const squashed = slopeOfSquashed(a, b, known);
    return squashed && p.mul(squashed, slopes[0]);
  }
  if (node.op !== "mul" || !isOp(a, "sigmoid") || !isOp(b, "sigmoid")) return undefined;
  // sigmoid(u) · sigmoid(−u) has the slope −sigmoid(u) · sigmoid(−u) · tanh(u/2).
  const [u, v] = [a.args[0], b.args[0]] as [Expression, Expression];
  const of = isNegative(u, v) ? v : isNegative(v, u) ? u : undefined;
  return of && p.mul(p.neg(p.mul(node, p.tanh(p.div(of, 2)))), known.get(of) as Expression);
}

/**
 * The slope by a of a / √(c + k·a²), c / √(c + k·a²)³, and of a / (c + k·|a|), c / (c + k·|a|)², where c and k do not depend
 * on the variable.
 */
function slopeOfSquashed(
  a: Expression,
  b: Expression,
  slopes: ReadonlyMap<Expression, Expression>,
): Expression | undefined {
  const sum = isOp(b, "sqrt") ? (b.args[0] as Expression) : b;
  if (!isOp(sum, "add")) return undefined;
  const size: Primitive = sum === b ? "abs" : "square";
  const isFixed = (node: Expression): boolean => {
    const slope = slopes.get(node);
    return slope?.kind === "constant" && slope.value === 0;
  };
  const isMultiple = (node: Expression): boolean => {
    if (node.kind !== "operation") return false;
    if (node.op === size) return isSame(node.args[0] as Expression, a);
    return node.op === "mul" && node.args.some(isFixed) && node.args.some(isMultiple);
  };
  const [first, second] = sum.args as readonly [Expression, Expression];
  const c = isFixed(first) && isMultiple(second) ? first : second;
  const grows = c === first ? second : first;
  return isFixed(c) && isMultiple(grows) ? p.div(c, p.mul(b, sum)) : undefined;
}

function isNegative(a: Expression, b: Expression): boolean {
  return isOp(a, "neg") && isSame(a.args[0] as Expression, b);
}

function isOp(node: Expression, op: Primitive): node is OperationExpression {
  return node.kind === "operation" && node.op === op;
}

function isSame(a: Expression, b: Expression): boolean {
  if (a === b) return true;
  return a.kind === "input" && b.kind === "input" && a.name === b.name;
}

/**
 * The vector-Jacobian product: for each variable v, Σ over outputs of cotangent · ∂output/∂v, by reverse accumulation.
 * In a row (expressions with reductions) it also sums over the row's outputs, so that softmax gives its full gradient.
 */
export function vectorJacobian(
  outputs: readonly Expression[],
  cotangents: readonly Expression[],
  variables: readonly Variable[],
): Expression[] {
  const order = topological(outputs);
  const rows = rowValued(order);
  const adjoints = new Map<Expression, Expression>();
  const accumulate = (node: Expression, term: Expression): void => {
    const sum = adjoints.get(node);
    adjoints.set(node, sum === undefined ? term : p.add(sum, term));
  };
  for (const [i, output] of outputs.entries()) accumulate(output, cotangents[i] as Expression);
  for (const node of order.reverse()) {
    const adjoint = adjoints.get(node);
    if (adjoint === undefined || node.kind !== "operation") continue;
    for (const [i, term] of contributions(node, adjoint).entries()) {
      const arg = node.args[i] as Expression;
      if (term === undefined || arg.kind === "constant") continue;
      const narrowed = rows.has(arg) && !rows.has(node) ? p.sumAlong(simplify(term)) : term;
      accumulate(arg, narrowed);
    }
  }
  return variables.map((variable) => {
    const terms = order
      .filter((n) => n.kind === variable.kind && n.name === variable.name)
      .map((n) => adjoints.get(n));
    return simplify(
      terms.reduce<Expression>((sum, term) => (term === undefined ? sum : p.add(sum, term)), constant(0)),
    );
  });
}

/** What a node's gradient adds to the gradient of each argument; undefined adds nothing. */
function contributions(node: OperationExpression, dy: Expression): readonly (Expression | undefined)[] {
  return recordOf(node.op).vjp(dy, node.args as Arguments, node);
}
