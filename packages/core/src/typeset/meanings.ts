import type { Expression, OperationExpression, PrimitiveFamilies } from "../expression/expression.js";
import { topological } from "../expression/graph.js";
import { isThreshold } from "../expression/primitives/table.js";
import { overRow } from "../expression/row-index.js";
import { namedFunction, toTex } from "./tex.js";

/** The powers in the sums that the thresholds of sparsemax and 1.5-entmax bring to 1. */
const powers: Readonly<Record<PrimitiveFamilies["threshold"], string>> = {
  sparsemaxThreshold: "",
  entmax15Threshold: "^2",
};

/**
 * What the functions are that formulas call by their names, as equations in TeX: `\sigma(x) = …`, each once, in the
 * order in which they come. `u` is the letter for their argument.
 */
export function meanings(expressions: readonly Expression[], u: string): string[] {
  const operations = topological(expressions).filter((node) => node.kind === "operation");
  return [...new Set(operations.flatMap((node) => meaning(node, u) ?? []))];
}

function meaning({ op, args }: OperationExpression, u: string): string | undefined {
  if (isThreshold(op)) {
    const { index, body } = overRow(args[0] as Expression);
    const part = `\\max\\left(${toTex(body)} - \\tau(x), 0\\right)${powers[op]}`;
    return `\\tau(x) \\text{ such that } \\sum_${index} ${part} = 1`;
  }
  const named = namedFunction(op);
  return named?.at && `${named.symbol}\\left(${u}\\right) = ${named.at(u)}`;
}
