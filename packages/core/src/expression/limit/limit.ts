import { topological } from "../differentiate.js";
import type { ElementwisePrimitive, Expression } from "../expression.js";
import { linear } from "./growth.js";
import {
  add,
  exponential,
  inverse,
  isNumber,
  type Known,
  limitOf,
  logarithm,
  multiply,
  number,
  powerSeries,
  type Series,
  scaled,
  signOf,
  smooth,
  squareRoot,
  term,
} from "./series.js";

/**
 * The limit of a pointwise expression where some inputs are infinite, by how fast its parts grow: so that x · exp(−exp(−x))
 * and its slope go to 0 at −∞, whichever of their factors overflow in a computation. Inputs that are infinite together
 * grow alike. NaN where terms cancel further than their series go; undefined where nothing can be told: of sin, or where a
 * number is too large for a double.
 */
export function limitAt(
  expression: Expression,
  inputs: Readonly<Record<string, number>>,
): number | undefined {
  const known = new Map<Expression, Known>();
  for (const node of orderOf(expression)) known.set(node, seriesOf(node, inputs, known));
  const series = known.get(expression);
  return series && limitOf(series);
}

const orders = new WeakMap<Expression, readonly Expression[]>();

function orderOf(expression: Expression): readonly Expression[] {
  const order = orders.get(expression) ?? topological([expression]);
  orders.set(expression, order);
  return order;
}

function seriesOf(
  node: Expression,
  inputs: Readonly<Record<string, number>>,
  known: ReadonlyMap<Expression, Known>,
): Known {
  if (node.kind === "constant") return number(node.value);
  if (node.kind !== "operation") {
    const value = inputs[node.name] as number;
    return Math.abs(value) === Infinity ? term(Math.sign(value), linear) : number(value);
  }
  const args = node.args.map((arg) => known.get(arg));
  if (node.op === "where") {
    const holds = args[0] && signOf(args[0]);
    return holds === undefined ? undefined : args[holds === 0 ? 2 : 1];
  }
  const [a, b] = args;
  if (a === undefined) return undefined;
  const one = ofOne[node.op as ElementwisePrimitive];
  if (one !== undefined) return one(a);
  return b && ofTwo[node.op as ElementwisePrimitive]?.(a, b);
}

const negated = (a: Series): Known => scaled(a, -1);
const difference = (a: Series, b: Series): Known => {
  const minus = negated(b);
  return minus && add(a, minus);
};
const comparison =
  (holds: (sign: number) => boolean) =>
  (a: Series, b: Series): Known => {
    const sign = signOfDifference(a, b);
    return sign === undefined ? undefined : number(holds(sign) ? 1 : 0);
  };

function signOfDifference(a: Series, b: Series): number | undefined {
  const less = difference(a, b);
  return less && signOf(less);
}

const ofTwo: Partial<Record<ElementwisePrimitive, (a: Series, b: Series) => Known>> = {
  add,
  sub: difference,
  mul: multiply,
  div: (a, b) => {
    const over = inverse(b);
    return over && multiply(a, over);
  },
  max: (a, b) => chosen(signOfDifference(a, b), (sign) => (sign < 0 ? b : a)),
  min: (a, b) => chosen(signOfDifference(a, b), (sign) => (sign > 0 ? b : a)),
  greater: comparison((sign) => sign > 0),
  greaterEqual: comparison((sign) => sign >= 0),
  less: comparison((sign) => sign < 0),
  lessEqual: comparison((sign) => sign <= 0),
  equal: comparison((sign) => sign === 0),
};

function chosen(sign: number | undefined, choose: (sign: number) => Series): Known {
  return sign === undefined ? undefined : choose(sign);
}

/** Of an argument with a finite limit by value and slope there, otherwise by `far`. */
const curve =
  (f: (a: number) => number, slope: (a: number) => number, far: (a: Series) => Known) =>
  (a: Series): Known => {
    const limit = limitOf(a);
    if (Number.isNaN(limit)) return undefined;
    return Number.isFinite(limit) ? smooth(a, f, slope) : far(a);
  };

const composed =
  (...steps: readonly ((a: Series) => Known)[]) =>
  (a: Series): Known =>
    steps.reduce<Known>((value, step) => value && step(value), a);

const plusOne = (a: Series): Known => add(a, number(1) as Series);
const by =
  (factor: number) =>
  (a: Series): Known =>
    scaled(a, factor);
const square = (a: Series): Known => multiply(a, a);
const size = (a: Series): Known => chosen(signOf(a), (sign) => (sign < 0 ? (negated(a) as Series) : a));
const logistic = (a: number): number => 1 / (1 + Math.exp(-a));
const none = (): Known => undefined;

const sigmoid = curve(
  logistic,
  (a) => logistic(a) * logistic(-a),
  composed(negated, exponential, plusOne, inverse),
);
/** 2·sigmoid(2a) − 1. */
const tanh = composed(by(2), sigmoid, by(2), (a) => add(a, number(-1) as Series));
/** φ(a) where |a| is large. */
const density = composed(square, by(-1 / 2), exponential, by(1 / Math.sqrt(2 * Math.PI)));
/** The probability of more than |a|: φ(a)/a · (1 − 1/a² + …). */
const tail = (a: Series): Known => {
  const over = composed(size, inverse)(a);
  const series = over && composed(square)(over);
  const bracket = series && powerSeries(series, [1, -1, 3]);
  const height = density(a);
  const product = over && height && multiply(over, height);
  return product && bracket && multiply(product, bracket);
};
const upTo = (a: Series): Known => {
  const rest = tail(a);
  return (signOf(a) as number) < 0 ? rest : rest && composed(negated, plusOne)(rest);
};
const normal = (a: number): number => Math.exp((-a * a) / 2) / Math.sqrt(2 * Math.PI);

const ofOne: Partial<Record<ElementwisePrimitive, (a: Series) => Known>> = {
  neg: negated,
  abs: size,
  sign: (a) => chosen(signOf(a), (sign) => (sign === 0 ? a : (number(sign) as Series))),
  sqrt: squareRoot,
  square,
  exp: exponential,
  expm1: (a) =>
    isNumber(a)
      ? number(Math.expm1(limitOf(a)))
      : composed(exponential, (e) => add(e, number(-1) as Series))(a),
  log: logarithm,
  log1p: (a) => (isNumber(a) ? number(Math.log1p(limitOf(a))) : composed(plusOne, logarithm)(a)),
  sin: curve(Math.sin, Math.cos, none),
  cos: curve(Math.cos, (a) => -Math.sin(a), none),
  atan: curve(
    Math.atan,
    (a) => 1 / (1 + a * a),
    (a) => {
      const over = inverse(a);
      const series = over && powerSeries(over, [0, -1, 0, 1 / 3]);
      return series && add(series, number(((signOf(a) as number) * Math.PI) / 2) as Series);
    },
  ),
  tanh: curve(Math.tanh, (a) => 1 / Math.cosh(a) ** 2, tanh),
  sech: curve(
    (a) => 1 / Math.cosh(a),
    (a) => -Math.tanh(a) / Math.cosh(a),
    composed(size, (a) => {
      const [up, down] = [exponential(a), composed(negated, exponential)(a)];
      const sum = up && down && add(up, down);
      const over = sum && inverse(sum);
      return over && scaled(over, 2);
    }),
  ),
  sigmoid,
  softplus: curve((a) => Math.log1p(Math.exp(a)), logistic, composed(exponential, plusOne, logarithm)),
  // Only the tails are asked for: at a finite limit other than 0 no better erf than this is at hand.
  erf: curve(
    erfNear,
    (a) => (2 / Math.sqrt(Math.PI)) * Math.exp(-a * a),
    composed(by(Math.SQRT2), upTo, by(2), (a) => add(a, number(-1) as Series)),
  ),
  normalCdf: curve((a) => (1 + erfNear(a / Math.SQRT2)) / 2, normal, upTo),
  normalPdf: curve(normal, (a) => -a * normal(a), density),
};

/** erf by its power series, good to 1e-10 up to 3 and more than enough beyond. */
function erfNear(a: number): number {
  let [sum, power] = [a, a];
  for (let k = 1; k < 120; k++) {
    power *= (-a * a) / k;
    sum += power / (2 * k + 1);
  }
  return Math.abs(a) > 5 ? Math.sign(a) : (2 / Math.sqrt(Math.PI)) * sum;
}
