import { DefinitionError } from "../errors/definition-error.js";
import {
  constant,
  type Expression,
  type InputExpression,
  type OperationExpression,
  type ParameterExpression,
  type Primitive,
} from "./expression.js";
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
  const [a, b] = node.args as readonly [Expression, Expression];
  const slopes = node.args.map((arg) => known.get(arg) as Expression) as [Expression, Expression, Expression];
  if (node.op === "where") return simplify(p.where(a, slopes[1], slopes[2]));
  if (node.op === "max") return simplify(p.where(p.greater(a, b), slopes[0], slopes[1]));
  if (node.op === "min") return simplify(p.where(p.less(a, b), slopes[0], slopes[1]));
  const special = specialSlope(node, slopes[0], known);
  if (special !== undefined) return simplify(special);
  const terms = contributions(node, constant(1)).map((partial, i) =>
    partial === undefined ? constant(0) : p.mul(partial, slopes[i] as Expression),
  );
  return simplify(terms.reduce<Expression>((sum, term) => p.add(sum, term), constant(0)));
}

/** The slope of operations whose terms, by the general rule, would cancel and leave few digits. */
function specialSlope(
  node: OperationExpression,
  slope: Expression,
  known: ReadonlyMap<Expression, Expression>,
): Expression | undefined {
  const [a, b] = node.args as readonly [Expression, Expression];
  if (node.op === "sqrt") return p.div(simplify(p.mul(0.5, slope)), node);
  if (node.op === "div") {
    const squashed = slopeOfSquashed(a, b, known);
    return squashed && p.mul(squashed, slope);
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

/** Arguments before the operations that use them. */
export function topological(roots: readonly Expression[]): Expression[] {
  const order: Expression[] = [];
  const seen = new Set<Expression>();
  const visit = (node: Expression): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === "operation") node.args.forEach(visit);
    order.push(node);
  };
  roots.forEach(visit);
  return order;
}

const reductions: ReadonlySet<Primitive> = new Set<Primitive>([
  "sumAlong",
  "maxAlong",
  "argmaxAlong",
  "sparsemaxThreshold",
  "entmax15Threshold",
]);

/** Whether a primitive looks along the axis and gives one number to the row. */
export function isReduction(op: Primitive): boolean {
  return reductions.has(op);
}

/** The nodes of a row expression that have one value for the whole row: reductions, and what is made of them alone. */
export function rowValued(order: readonly Expression[]): Set<Expression> {
  const rows = new Set<Expression>();
  for (const node of order) {
    if (node.kind !== "operation") continue;
    const inherits = node.args.some((arg) => rows.has(arg));
    const constantOtherwise = node.args.every(
      (arg) => rows.has(arg) || arg.kind === "constant" || arg.kind === "parameter",
    );
    if (isReduction(node.op) || (inherits && constantOtherwise)) rows.add(node);
  }
  return rows;
}

/** What a node's adjoint adds to the adjoint of each argument; undefined adds nothing. */
function contributions(node: OperationExpression, adjoint: Expression): (Expression | undefined)[] {
  const [a, b] = node.args as readonly [Expression, Expression];
  switch (node.op) {
    case "add":
      return [adjoint, adjoint];
    case "sub":
      return [adjoint, p.neg(adjoint)];
    case "mul":
      return [p.mul(adjoint, b), p.mul(adjoint, a)];
    case "div":
      return [p.div(adjoint, b), p.neg(p.div(p.mul(adjoint, node), b))];
    case "min":
      return [p.where(p.less(a, b), adjoint, 0), p.where(p.less(a, b), 0, adjoint)];
    case "max":
      return [p.where(p.greater(a, b), adjoint, 0), p.where(p.greater(a, b), 0, adjoint)];
    case "where":
      return [undefined, p.where(a, adjoint, 0), p.where(a, 0, adjoint)];
    case "sumAlong":
      return [adjoint];
    case "sparsemaxThreshold":
      return [support(a, node, adjoint, constant(1))];
    case "entmax15Threshold":
      return [support(a, node, adjoint, p.sub(a, node))];
    default: {
      const slope = slopes[node.op];
      if (slope === undefined)
        throw new DefinitionError(`The primitive "${node.op}" has no derivative rule.`);
      const factor = slope(a, node);
      return factor === undefined ? [] : [p.mul(adjoint, factor)];
    }
  }
}

/** dτ/da for the thresholds: weights on the support, normalised to sum to one. */
function support(a: Expression, threshold: Expression, adjoint: Expression, weight: Expression): Expression {
  const weighted = p.where(p.greater(a, threshold), weight, 0);
  return p.mul(adjoint, p.div(weighted, p.sumAlong(weighted)));
}

/** The derivative of each primitive of one argument, in forms that keep their digits; undefined where it is 0. */
const slopes: Partial<Record<Primitive, (a: Expression, self: Expression) => Expression | undefined>> = {
  neg: () => constant(-1),
  abs: (a) => p.sign(a),
  sign: () => undefined,
  sqrt: (_, self) => p.div(0.5, self),
  square: (a) => p.mul(2, a),
  exp: (_, self) => self,
  expm1: (a) => p.exp(a),
  log: (a) => p.div(1, a),
  log1p: (a) => p.div(1, p.add(1, a)),
  sin: (a) => p.cos(a),
  cos: (a) => p.neg(p.sin(a)),
  atan: (a) => p.div(1, p.add(1, p.square(a))),
  tanh: (a) => p.square(p.sech(a)),
  sech: (a, self) => p.neg(p.mul(self, p.tanh(a))),
  sigmoid: (a, self) => p.mul(self, p.sigmoid(p.neg(a))),
  softplus: (a) => p.sigmoid(a),
  erf: (a) => p.mul(constant(2 / Math.sqrt(Math.PI), "\\tfrac{2}{\\sqrt{\\pi}}"), p.exp(p.neg(p.square(a)))),
  normalCdf: (a) => p.normalPdf(a),
  normalPdf: (a, self) => p.neg(p.mul(a, self)),
  greater: () => undefined,
  greaterEqual: () => undefined,
  less: () => undefined,
  lessEqual: () => undefined,
  equal: () => undefined,
  maxAlong: () => undefined,
  argmaxAlong: () => undefined,
};
