import type { Expression, Precision, Primitive } from "@actfn/core";
import type { Kernel } from "@actfn/core/program";

/** A bound for the error of a kernel in float, in units in the last place. */
export function floatErrorOf({ inputs, outputs }: Kernel): number {
  const tensors = inputs.filter(({ access }) => access !== "uniform");
  return Math.max(...outputs.map(({ expression }) => floatError(expression, tensors.length === 1)));
}

/** Strict results are rounded once; fast ones may be 3 units off, of the 4 that the contract allows. */
export function allowedFloatError(precision: Precision): number {
  return precision === "strict" ? 0.5 : 3;
}

/**
 * A bound for the error of an expression that is computed in float, in units in the last place of the result; Infinity
 * where none is known. It tells where double is not needed: kinks, masks and products, of which many gradients are made.
 *
 * One operation on exact operands is right to half a unit. What follows on inexact ones is known only for what neither
 * cancels nor decides; functions have errors of their own and are left to double, but for the sigmoid of an
 * expression of one input: where it is subnormal, nothing large is multiplied by it.
 */
export function floatError(expression: Expression, isOfOneInput: boolean): number {
  const known = new Map<Expression, number>();
  const visit = (node: Expression): number => {
    let error = known.get(node);
    if (error === undefined) {
      error = isOfOneInput || !isSigmoid(node) ? errorOf(node, visit) : Infinity;
      known.set(node, error);
    }
    return error;
  };
  return visit(expression);
}

function isSigmoid(node: Expression): boolean {
  return node.kind === "operation" && node.op === "sigmoid";
}

function errorOf(node: Expression, visit: (node: Expression) => number): number {
  if (node.kind === "constant") return Math.fround(node.value) === node.value ? 0 : 0.5;
  // An option that varies is rounded to float like a constant that float does not hold.
  if (node.kind === "parameter") return 0.5;
  if (node.kind !== "operation") return 0;
  const errors = node.args.map(visit);
  const rule = rules[node.op];
  return rule === undefined ? Infinity : rule(errors as [number, number, number], node.args);
}

type Rule = (errors: readonly [number, number, number], args: readonly Expression[]) => number;

const same: Rule = (errors) => Math.max(...errors);
/** Right to half a unit of its exact operands; anything of inexact ones, which may cancel. */
const sum: Rule = (errors) => (Math.max(...errors) === 0 ? 0.5 : Infinity);
/** Right of exact operands, and of constants that are rounded as the operands are. */
const decision: Rule = (errors) => (Math.max(...errors) === 0 ? 0 : Infinity);

const product: Rule = ([a, b], args) => {
  const isPower = args.some((arg) => arg.kind === "constant" && Math.log2(Math.abs(arg.value)) % 1 === 0);
  return isPower ? a + b : a + b + 0.5;
};

const rules: Partial<Record<Primitive, Rule>> = {
  neg: same,
  abs: same,
  sign: decision,
  min: decision,
  max: decision,
  add: sum,
  sub: sum,
  mul: product,
  div: ([a, b]) => a + b + 0.5,
  greater: decision,
  greaterEqual: decision,
  less: decision,
  lessEqual: decision,
  equal: decision,
  // Exp is right to 1 unit; 1 + e and the quotient add half a unit each.
  sigmoid: ([a]) => (a === 0 ? 2 : Infinity),
  where: ([condition, a, b]) => (condition === 0 ? Math.max(a, b) : Infinity),
};
