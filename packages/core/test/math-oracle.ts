import { type ElementwisePrimitive, type Expression, isReduction } from "../src/index.js";

/**
 * Evaluates an elementwise expression with the engine's own Math functions: an evaluation that shares nothing with
 * the one under test, good to about 1e-13, for checks of meaning rather than of last digits.
 */
export function mathOracle(expression: Expression, inputs: Readonly<Record<string, number>>): number {
  const values = new Map<Expression, number>();
  const visit = (node: Expression): number => {
    const known = values.get(node);
    if (known !== undefined) return known;
    const value = compute(node);
    values.set(node, value);
    return value;
  };
  const compute = (node: Expression): number => {
    if (node.kind === "constant") return node.value;
    if (node.kind !== "operation") return inputs[node.name] as number;
    if (node.op === "where")
      return visit(node.args[visit(node.args[0] as Expression) !== 0 ? 1 : 2] as Expression);
    if (isReduction(node.op)) throw new Error(`The oracle has no rows to look along: ${node.op}.`);
    return operations[node.op](...(node.args.map(visit) as [number, number, number]));
  };
  return visit(expression);
}

const normalCdf = (x: number): number => {
  const series = (): number => {
    let term = x;
    let sum = x;
    for (let k = 1; k < 200; k++) {
      term *= (x * x) / (2 * k + 1);
      sum += term;
    }
    return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
  };
  const continuedFraction = (a: number): number => {
    let tail = a;
    for (let k = 120; k > 0; k--) tail = a + k / tail;
    return Math.exp((-a * a) / 2) / Math.sqrt(2 * Math.PI) / tail;
  };
  if (x < -3) return continuedFraction(-x);
  return x > 3 ? 1 - continuedFraction(x) : series();
};

const operations: Readonly<Record<ElementwisePrimitive, (a: number, b: number, c: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  neg: (a) => -a,
  abs: Math.abs,
  sign: Math.sign,
  sqrt: Math.sqrt,
  square: (a) => a * a,
  min: (a, b) => (b < a ? b : a),
  max: (a, b) => (a < b ? b : a),
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  sin: Math.sin,
  cos: Math.cos,
  atan: Math.atan,
  tanh: Math.tanh,
  sech: (a) => 1 / Math.cosh(a),
  sigmoid: (a) => (a >= 0 ? 1 / (1 + Math.exp(-a)) : Math.exp(a) / (1 + Math.exp(a))),
  softplus: (a) => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a))),
  erf: (a) => 2 * normalCdf(a * Math.SQRT2) - 1,
  normalCdf,
  normalPdf: (a) => Math.exp((-a * a) / 2) / Math.sqrt(2 * Math.PI),
  greater: (a, b) => Number(a > b),
  greaterEqual: (a, b) => Number(a >= b),
  less: (a, b) => Number(a < b),
  lessEqual: (a, b) => Number(a <= b),
  equal: (a, b) => Number(a === b),
  where: (condition, a, b) => (condition !== 0 ? a : b),
};
