import { type Expression, operation } from "./expression.js";
import { topological } from "./graph.js";

/** The expression with inputs and parameters of the given names replaced by other expressions, all at once. */
export function substitute(
  expression: Expression,
  replacements: Readonly<Record<string, Expression>>,
): Expression {
  const done = new Map<Expression, Expression>();
  for (const node of topological([expression])) {
    if (node.kind === "operation") {
      const args = node.args.map((arg) => done.get(arg) as Expression);
      done.set(node, args.every((arg, i) => arg === node.args[i]) ? node : operation(node.op, ...args));
    } else {
      const replacement = node.kind === "constant" ? undefined : replacements[node.name];
      done.set(node, replacement ?? node);
    }
  }
  return done.get(expression) as Expression;
}
