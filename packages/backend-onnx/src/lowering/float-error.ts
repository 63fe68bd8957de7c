import type { Expression, Precision, Primitive } from "@actfn/core";
import type { Kernel } from "@actfn/core/program";

/** A bound of the error of a kernel in float, in ulp. */
export function floatErrorOf({ inputs, outputs }: Kernel): number {
  const tensors = inputs.filter(({ access }) => access !== "uniform");
  return Math.max(...outputs.map(({ expression }) => floatError(expression, tensors.length === 1)));
}

/** Strict results are rounded once. Fast ones may be 3 of the 4 ulp off that the contract allows. */
export function allowedFloatError(precision: Precision): number {
  return precision === "strict" ? 0.5 : 3;
}

/**
 * A bound of the error of an expression in float, in ulp of the result; Infinity if none is known. It finds the expressions
 * that do not need double: kinks, masks and products, of which many gradients consist.
 *
 * One operation on exact operands has an error of half an ulp. For inexact operands there is a bound only if the operation
 * neither cancels nor compares. Functions have errors of their own and use double, except the sigmoid of an expression of one
 * input: where it is subnormal, no large number is multiplied by it.
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
  // An option that varies is rounded to float, like a constant that float cannot represent.
  if (node.kind === "parameter") return 0.5;
  if (node.kind !== "operation") return 0;
  const errors = node.args.map(visit);
  const rule = rules[node.op];
  return rule === undefined ? Infinity : rule(errors as [number, number, number], node.args);
}

type Rule = (errors: readonly [number, number, number], args: readonly Expression[]) => number;

const same: Rule = (errors) => Math.max(...errors);
/** Half an ulp for exact operands; unknown for inexact ones, which may cancel. */
const sum: Rule = (errors) => (Math.max(...errors) === 0 ? 0.5 : Infinity);
/** Exact for exact operands, and for constants that are rounded like the operands. */
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
  // Exp has an error of 1 ulp; 1 + e and the quotient add half an ulp each.
  sigmoid: ([a]) => (a === 0 ? 2 : Infinity),
  where: ([condition, a, b]) => (condition === 0 ? Math.max(a, b) : Infinity),
};
