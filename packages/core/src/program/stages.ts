import { isReduction, topological } from "../expression/differentiate.js";
import {
  constant,
  type Expression,
  input,
  type OperationExpression,
  operation,
} from "../expression/expression.js";
import * as p from "../expression/primitives.js";
import type { Arithmetic } from "./arithmetic.js";
import { lower } from "./lower.js";
import { Merger } from "./merge.js";
import type { Program } from "./program.js";

/**
 * Row expressions cut into passes over the row. Each stage reads the elements once and reduces what its program gives
 * to one number or more; later programs read those numbers as inputs. The last program gives the outputs.
 */
export interface RowPlan {
  readonly stages: readonly Stage[];
  readonly last: Program;
  /** For each input of every program, whether it has one value for the row. The first ones are the kernel's inputs, then come the row values. */
  readonly uniform: readonly boolean[];
  /** How many row values the stages make: those of the first stage, of the second, and so on. */
  readonly rowValues: number;
}

/**
 * - `reduce`: each output of the program is summed (in the order of `OrderedSum`) or its largest value taken (NaN if there is
 *   one), giving one row value each.
 * - `threshold`: the τ at which Σ output 0 is 1, by Newton's steps τ ← τ + (Σ output 0 − 1) / Σ output 1 from the largest
 *   value − 1 (row value `start`) for as long as τ grows. The program reads τ as the row value that the stage makes.
 */
export type Stage =
  | { readonly kind: "reduce"; readonly program: Program; readonly reductions: readonly Reduction[] }
  | { readonly kind: "threshold"; readonly program: Program; readonly start: number };

/** How the values of a row become one. */
export type Reduction = "sum" | "max";

/** More steps than Newton's method takes for any row: the bound keeps a faulty row from hanging a program. */
export const THRESHOLD_STEPS = 128;

/** Cuts expressions into passes. `inputs` are the kernel's inputs; those in `uniform` have one value for the row. */
export function planRow(
  expressions: readonly Expression[],
  inputs: readonly string[],
  uniform: ReadonlySet<string>,
  arithmetic: Arithmetic,
): RowPlan {
  const merger = new Merger();
  const roots = expressions.map((expression) => merger.merge(rewrite(expression)));
  const order = topological(roots);
  const bound = new Map<Expression, string>();
  const rowNames: string[] = [];
  const names = (): string[] => [...inputs, ...rowNames];
  const bind = (node: Expression): number => {
    const name = `row ${rowNames.length}`;
    bound.set(node, name);
    return rowNames.push(name) - 1;
  };
  const depths = depthsOf(order);
  const deepest = Math.max(0, ...depths.values());
  const stages: Stage[] = [];
  for (let depth = 1; depth <= deepest; depth++) {
    const nodes = order.filter(
      (node) => depths.get(node) === depth && isOperation(node) && isReduction(node.op),
    );
    const plain = nodes.filter((node) => !isThreshold(node)) as OperationExpression[];
    if (plain.length > 0) {
      const program = lower(plain.map(argOf), names(), arithmetic, bound);
      stages.push({ kind: "reduce", program, reductions: plain.map(reductionOf) });
      for (const node of plain) bind(node);
    }
    for (const node of nodes.filter(isThreshold) as OperationExpression[]) {
      const start = rowNames.indexOf(bound.get(node.args[1] as Expression) as string);
      const row = bind(node);
      const terms = thresholdTerms(node, input(rowNames[row] as string));
      stages.push({ kind: "threshold", program: lower(terms, names(), arithmetic, bound), start });
    }
  }
  return {
    stages: stages.map((stage) => ({ ...stage, program: widened(stage.program, names()) })),
    last: lower(roots, names(), arithmetic, bound),
    uniform: names().map((name, i) => i >= inputs.length || uniform.has(name)),
    rowValues: rowNames.length,
  };
}

/** Every program of a plan takes the same inputs, so that one list of values serves all. */
function widened(program: Program, inputs: readonly string[]): Program {
  return { ...program, inputs };
}

/** Says argmax by maxima, and gives each threshold the maximum that it starts from as a second argument. */
function rewrite(root: Expression): Expression {
  const done = new Map<Expression, Expression>();
  for (const node of topological([root])) {
    if (node.kind !== "operation") {
      done.set(node, node);
      continue;
    }
    const args = node.args.map((arg) => done.get(arg) as Expression);
    const a = args[0] as Expression;
    if (node.op === "argmaxAlong") done.set(node, firstLargest(a));
    else if (isThreshold(node)) done.set(node, operation(node.op, a, p.maxAlong(a)));
    else done.set(node, operation(node.op, ...args));
  }
  return done.get(root) as Expression;
}

/** The smallest position that holds the maximum. */
function firstLargest(a: Expression): Expression {
  return p.neg(p.maxAlong(p.where(p.equal(a, p.maxAlong(a)), p.neg(input("index")), constant(-Infinity))));
}

/** How many passes over the row must come before a node's value is known, its own included where it is a reduction. */
function depthsOf(order: readonly Expression[]): Map<Expression, number> {
  const depths = new Map<Expression, number>();
  for (const node of order) {
    if (!isOperation(node)) continue;
    const below = Math.max(0, ...node.args.map((arg) => depths.get(arg) ?? 0));
    depths.set(node, isReduction(node.op) ? below + 1 : below);
  }
  return depths;
}

/** Σ output 0 is to be 1; output 1 is minus the derivative of output 0 by τ. */
function thresholdTerms(node: OperationExpression, threshold: Expression): Expression[] {
  const a = argOf(node);
  const above = p.greater(a, threshold);
  const excess = p.where(above, p.sub(a, threshold), 0);
  if (node.op === "sparsemaxThreshold") return [excess, p.where(above, 1, 0)];
  return [p.square(excess), p.mul(2, excess)];
}

function reductionOf(node: OperationExpression): Reduction {
  return node.op === "sumAlong" ? "sum" : "max";
}

function isThreshold(node: Expression): boolean {
  return isOperation(node) && (node.op === "sparsemaxThreshold" || node.op === "entmax15Threshold");
}

function isOperation(node: Expression): node is OperationExpression {
  return node.kind === "operation";
}

function argOf(node: OperationExpression): Expression {
  return node.args[0] as Expression;
}
