import { type Expression, familyOf } from "@actfn/core";
import type { Kernel } from "@actfn/core/program";

/**
 * The expressions of a kernel whose NaN may be lost in comparisons along a row: the arguments of maxima and of their positions,
 * and thresholds, whose own ∞ − ∞ may be NaN. Elements that a selection leaves out are not among them, because their NaN does
 * not count.
 */
export function comparedIn({ outputs }: Kernel): ReadonlySet<Expression> {
  const compared = new Set<Expression>();
  const seen = new Set<Expression>();
  const visit = (node: Expression): void => {
    if (node.kind !== "operation" || seen.has(node)) return;
    seen.add(node);
    const family = familyOf(node.op);
    if (family === "threshold") compared.add(node).add(node.args[0] as Expression);
    if (family === "largest") compared.add(node.args[0] as Expression);
    node.args.forEach(visit);
  };
  for (const { expression } of outputs) visit(expression);
  return compared;
}
