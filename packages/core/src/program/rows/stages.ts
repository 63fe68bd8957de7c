import {
  constant,
  type Expression,
  input,
  type OperationExpression,
  operation,
  type PrimitiveFamilies,
} from "../../expression/expression.js";
import { rowValued, topological } from "../../expression/graph.js";
import { familyOf, isCheap, isReduction } from "../../expression/primitives/table.js";
import * as p from "../../expression/primitives.js";
import type { Arithmetic } from "../arithmetic.js";
import { lower } from "../lower.js";
import { Merger } from "../merge.js";
import type { Program } from "../program.js";

/**
 * Row expressions cut into passes over the row. Each stage reads the elements once and reduces what its program gives
 * to one number or more; later programs read those numbers as inputs. The last program gives the outputs.
 */
export interface RowPlan {
  readonly stages: readonly Stage[];
  readonly last: Program;
  /** For each input of the kernel, which are the first inputs of every program, whether it has one value for the row. */
  readonly uniform: readonly boolean[];
  /** The further inputs of every program: what the stages make, in the order in which they make it. */
  readonly made: readonly Made[];
}

/** What a stage makes for later programs: a number for the whole row, or one for each element that is dear to compute again. */
export type Made = "row" | "kept";

/**
 * - `reduce`: each output of the program is summed (in the order of `OrderedSum`) or its largest value taken (NaN if there is
 *   one). `rows[k]` is the place among what is made of output k's number, `kept[k]` that of its values, where they are kept.
 * - `threshold`: the τ at which Σ output 0 is 1, by Newton's steps τ ← τ + (Σ output 0 − 1) / Σ output 1 from the largest
 *   value − 1 (`start` among what is made) for as long as τ grows. The program reads τ as what the stage makes, at `row`.
 */
export type Stage =
  | {
      readonly kind: "reduce";
      readonly program: Program;
      readonly reductions: readonly Reduction[];
      readonly rows: readonly number[];
      readonly kept: readonly (number | undefined)[];
    }
  | { readonly kind: "threshold"; readonly program: Program; readonly start: number; readonly row: number };

/** How the values of a row become one. */
export type Reduction = "sum" | "max";

/** More steps than Newton's method takes for any row: the bound keeps a faulty row from hanging a program. */
export const THRESHOLD_STEPS = 128;

/** What {@link planRow} is to plan for. */
export interface RowOptions {
  readonly arithmetic: Arithmetic;
  /** The kernel's inputs that have one value for the row. */
  readonly uniform: ReadonlySet<string>;
  /** Whether a stage may keep elements' values for later passes, where there is memory for them. The bits are the same. */
  readonly keep: boolean;
}

/** Cuts expressions into passes. `inputs` names the kernel's inputs in order. */
export function planRow(
  expressions: readonly Expression[],
  inputs: readonly string[],
  options: RowOptions,
): RowPlan {
  return new RowPlanner(expressions, inputs, options).plan();
}

class RowPlanner {
  private readonly inputs: readonly string[];
  private readonly options: RowOptions;
  private readonly merger = new Merger();
  private readonly roots: readonly Expression[];
  private readonly bound = new Map<Expression, string>();
  private readonly made: Made[] = [];

  constructor(expressions: readonly Expression[], inputs: readonly string[], options: RowOptions) {
    this.inputs = inputs;
    this.options = options;
    this.roots = expressions.map((expression) => {
      const rewritten = rewrite(expression);
      return this.merger.merge(options.arithmetic.name === "double" ? rewritten : withReciprocals(rewritten));
    });
  }

  plan(): RowPlan {
    const order = topological(this.roots);
    const depths = depthsOf(order);
    const deepest = Math.max(0, ...depths.values());
    const stages: Stage[] = [];
    for (let depth = 1; depth <= deepest; depth++) {
      const nodes = order
        .filter(isOperation)
        .filter((node) => depths.get(node) === depth && isReduction(node.op));
      const plain = nodes.filter((node) => !isThreshold(node));
      if (plain.length > 0) stages.push(this.reduce(plain));
      for (const node of nodes.filter(isThreshold)) stages.push(this.threshold(node));
    }
    const last = this.lower(this.roots);
    return {
      // Every program takes the same inputs, so that one list of values serves all.
      stages: stages.map((stage) => ({ ...stage, program: { ...stage.program, inputs: last.inputs } })),
      last,
      uniform: this.inputs.map((name) => this.options.uniform.has(name)),
      made: this.made,
    };
  }

  private reduce(nodes: readonly OperationExpression[]): Stage {
    const program = this.lower(nodes.map(argOf));
    const rows = nodes.map((node) => this.bind(node, "row"));
    const kept = nodes.map((node) =>
      this.options.keep && this.isWorthKeeping(argOf(node)) ? this.bind(argOf(node), "kept") : undefined,
    );
    return { kind: "reduce", program, reductions: nodes.map(reductionOf), rows, kept };
  }

  private threshold(node: Threshold): Stage {
    const start = this.placeOf(node.args[1] as Expression);
    const row = this.bind(node, "row");
    const program = this.lower(thresholdTerms(node, input(this.nameOf(row))));
    return { kind: "threshold", program, start, row };
  }

  private lower(expressions: readonly Expression[]): Program {
    const names = [...this.inputs, ...this.made.map((_, place) => this.nameOf(place))];
    return lower(expressions, names, this.options.arithmetic, this.bound);
  }

  /** Lets later programs read a node from an input. */
  private bind(node: Expression, kind: Made): number {
    const place = this.made.push(kind) - 1;
    this.bound.set(node, this.nameOf(place));
    return place;
  }

  private nameOf(place: number): string {
    return `made ${place}`;
  }

  private placeOf(node: Expression): number {
    return this.made.findIndex((_, place) => this.bound.get(node) === this.nameOf(place));
  }

  /** Whether later passes need a value again that costs more than to write it down and read it. */
  private isWorthKeeping(node: Expression): boolean {
    return this.merger.uses(node) > 1 && !this.bound.has(node) && this.isDear(node);
  }

  private isDear(node: Expression): boolean {
    if (!isOperation(node) || this.bound.has(node)) return false;
    return !isCheap(node.op) || node.args.some((arg) => this.isDear(arg));
  }
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

/** Turns each quotient by a number of the row into a product with its reciprocal, which is computed once. */
function withReciprocals(root: Expression): Expression {
  const order = topological([root]);
  const rows = rowValued(order);
  const done = new Map<Expression, Expression>();
  for (const node of order) {
    if (!isOperation(node)) {
      done.set(node, node);
      continue;
    }
    const [a, b] = node.args as readonly [Expression, Expression];
    const args = node.args.map((arg) => done.get(arg) as Expression);
    const turns = node.op === "div" && rows.has(b) && !rows.has(a);
    done.set(
      node,
      turns ? p.mul(args[0] as Expression, p.div(1, args[1] as Expression)) : operation(node.op, ...args),
    );
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
function thresholdTerms(node: Threshold, threshold: Expression): Expression[] {
  const a = argOf(node);
  const above = p.greater(a, threshold);
  return termsOf[node.op](p.where(above, p.sub(a, threshold), 0), above);
}

type Threshold = OperationExpression & { readonly op: PrimitiveFamilies["threshold"] };

/** The terms of an element, from its excess over τ, 0 where it is below, and whether it is above. */
const termsOf: Readonly<Record<Threshold["op"], (excess: Expression, above: Expression) => Expression[]>> = {
  sparsemaxThreshold: (excess, above) => [excess, p.where(above, 1, 0)],
  entmax15Threshold: (excess) => [p.square(excess), p.mul(2, excess)],
};

function reductionOf(node: OperationExpression): Reduction {
  return familyOf(node.op) === "sum" ? "sum" : "max";
}

function isThreshold(node: OperationExpression): node is Threshold {
  return familyOf(node.op) === "threshold";
}

function isOperation(node: Expression): node is OperationExpression {
  return node.kind === "operation";
}

function argOf(node: OperationExpression): Expression {
  return node.args[0] as Expression;
}
