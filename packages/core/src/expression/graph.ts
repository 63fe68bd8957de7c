import type { Expression } from "./expression.js";
import { isReduction } from "./primitives/table.js";

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
