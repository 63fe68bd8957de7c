import type { Expression } from "@actfn/core";

/** The names of the inputs that an expression depends on. */
export function inputsOf(expression: Expression): string[] {
  const names = new Set<string>();
  const seen = new Set<Expression>();
  const visit = (node: Expression): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === "operation") node.args.forEach(visit);
    else if (node.kind === "input") names.add(node.name);
  };
  visit(expression);
  return [...names];
}
