import {
  constant,
  type Expression,
  type OperationExpression,
  operation,
  type Primitive,
} from "../expression/expression.js";

const mirrored: Partial<Record<Primitive, Primitive>> = {
  greater: "less",
  greaterEqual: "lessEqual",
  less: "greater",
  lessEqual: "greaterEqual",
};

const compare: Partial<Record<Primitive, (a: number, b: number) => boolean>> = {
  greater: (a, b) => a > b,
  greaterEqual: (a, b) => a >= b,
  less: (a, b) => a < b,
  lessEqual: (a, b) => a <= b,
};

/**
 * Solves a comparison for what varies where that takes one step: x + 3 > 0 is x > −3, −x > 1 is x < −1, x / 6 < 1 is x < 6,
 * and max(x, 0) < 6 is x < 6. Everything else, and what is no comparison, is returned as it is.
 */
export function tidyCondition(node: OperationExpression): Expression {
  const holds = compare[node.op];
  const [a, b] = node.args as readonly [Expression, Expression];
  if (holds === undefined || b.kind !== "constant") return node;
  if (a.kind === "constant") return constant(holds(a.value, b.value) ? 1 : 0);
  if (a.kind !== "operation" || b.tex !== undefined) return node;
  const flipped = mirrored[node.op] as Primitive;
  const again = (op: Primitive, left: Expression, value: number): Expression =>
    tidyCondition(operation(op, left, value));
  const [left, right] = a.args as readonly [Expression, Expression];
  if (a.op === "neg") return again(flipped, left, 0 - b.value);
  if (right?.kind !== "constant" || right.tex !== undefined) return node;
  if (a.op === "add") return again(node.op, left, b.value - right.value);
  if (a.op === "div") return again(right.value > 0 ? node.op : flipped, left, b.value * right.value);
  const bounded =
    a.op === "max" ? node.op.startsWith("less") : a.op === "min" && node.op.startsWith("greater");
  return bounded && holds(right.value, b.value) ? again(node.op, left, b.value) : node;
}
