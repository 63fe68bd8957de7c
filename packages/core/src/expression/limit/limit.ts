import type { Expression } from "../expression.js";
import { topological } from "../graph.js";
import { isReduction } from "../primitives/table.js";
import { linear } from "./growth.js";
import { limitRules } from "./rules.js";
import { type Known, limitOf, number, term } from "./series.js";

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
  if (isReduction(node.op)) return undefined;
  const [a, b, c] = node.args.map((arg) => known.get(arg));
  return limitRules[node.op](a, b, c);
}
