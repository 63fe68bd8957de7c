import { DefinitionError } from "../errors/definition-error.js";
import type { ElementwisePrimitive, Expression, OperationExpression } from "../expression/expression.js";
import { isReduction } from "../expression/primitives/table.js";
import type { Arithmetic, Fused } from "./arithmetic.js";
import { Builder, type Value } from "./builder.js";
import { exactly } from "./exact.js";
import { Merger } from "./merge.js";
import type { Program } from "./program.js";

/**
 * Lowers elementwise expressions to one program that computes them all, sharing what they share.
 *
 * `inputs` names the program's inputs in order, options that are parameters of the expressions among them. Nodes in `bound` are not lowered but read from the input of that name:
 * this is how the value of a reduction enters a later pass.
 */
export function lower(
  expressions: readonly Expression[],
  inputs: readonly string[],
  arithmetic: Arithmetic,
  bound: ReadonlyMap<Expression, string> = new Map(),
): Program {
  const builder = new Builder(arithmetic.format);
  const outputs = lowerInto(builder, expressions, arithmetic, bound);
  return builder.program(outputs, inputs);
}

/** Lowers expressions into a program under construction and returns their values, as numbers. */
export function lowerInto(
  builder: Builder,
  expressions: readonly Expression[],
  arithmetic: Arithmetic,
  bound: ReadonlyMap<Expression, string> = new Map(),
): Value[] {
  const merger = new Merger();
  const names = new Map([...bound].map(([node, name]) => [merger.merge(node), name]));
  const roots = expressions.map((expression) => merger.merge(expression));
  const values = new Map<Expression, Value>();
  const lowered = (node: Expression): Value => {
    let value = values.get(node);
    if (value === undefined) {
      value = make(node);
      values.set(node, value);
    }
    return value;
  };
  const apply = (rule: ElementwisePrimitive | Fused, args: readonly Expression[]): Value => {
    const given = args.map((arg, i) =>
      rule === "where" && i === 0 ? lowered(arg) : builder.number(lowered(arg)),
    );
    return arithmetic.rules[rule](builder, given[0] as Value, given[1] as Value, given[2] as Value);
  };
  const make = (node: Expression): Value => {
    const name = names.get(node);
    if (name !== undefined) return builder.input(name);
    if (node.kind === "constant") return builder.constant(node.value);
    if (node.kind !== "operation") return builder.input(node.name);
    if (isReduction(node.op)) {
      throw new DefinitionError(
        `"${node.op}" reduces an axis. It is allowed only in an activation whose domain is { kind: "axis" }.`,
      );
    }
    const exact =
      builder.format === "float32"
        ? exactly(node, builder, (part) => builder.number(lowered(part)))
        : undefined;
    if (exact !== undefined) return exact;
    const { rule, args } = fuse(node, merger) ?? { rule: node.op, args: node.args };
    return apply(rule, args);
  };
  return roots.map((root) => builder.number(lowered(root)));
}

interface Application {
  readonly rule: Fused;
  readonly args: readonly Expression[];
}

/** Recognises the combinations that {@link Fused} lists. */
function fuse(node: OperationExpression, merger: Merger): Application | undefined {
  const [a, b] = node.args as readonly [Expression, Expression];
  if (node.op === "square" && isOp(a, "sech")) return { rule: "sechSquared", args: a.args };
  if (node.op === "sigmoid") return fuseSigmoid(a, merger);
  if (node.op === "exp" && isOp(a, "neg")) {
    const square = argOf(a);
    return isOp(square, "square") ? { rule: "expNegSquare", args: square.args } : undefined;
  }
  if (node.op === "exp" && isShifted(a)) return { rule: "expOfShifted", args: [a] };
  if (node.op === "sub") return fuseNormalSlope(a, b);
  if (node.op !== "mul") return undefined;
  if (isOp(a, "sigmoid") && isOp(b, "sigmoid")) {
    if (isNegative(b, a)) return { rule: "sigmoidSlope", args: a.args };
    if (isNegative(a, b)) return { rule: "sigmoidSlope", args: b.args };
  }
  return fuseSigmoidSlope(a, b) ?? fuseSigmoidSlope(b, a) ?? fuseGate(a, b, merger) ?? fuseGate(b, a, merger);
}

/** x − max x. */
function isShifted(a: Expression): boolean {
  if (!isOp(a, "sub")) return false;
  const [x, largest] = a.args as readonly [Expression, Expression];
  return isOp(largest, "maxAlong") && argOf(largest) === x;
}

/** sigmoid(x) · (1 + t · sigmoid(−x)). */
function fuseSigmoidSlope(gate: Expression, bracket: Expression): Application | undefined {
  if (!isOp(gate, "sigmoid") || !isOp(bracket, "add")) return undefined;
  const [one, term] = bracket.args as readonly [Expression, Expression];
  if (one.kind !== "constant" || one.value !== 1 || !isOp(term, "mul")) return undefined;
  const [t, mirrored] = term.args as readonly [Expression, Expression];
  const fits = isOp(mirrored, "sigmoid") && isNegative(mirrored, gate);
  return fits ? { rule: "slopeGatedBySigmoid", args: [argOf(gate), t] } : undefined;
}

/** −x·φ(x) − Φ(x). */
function fuseNormalSlope(a: Expression, b: Expression): Application | undefined {
  if (!isOp(a, "neg") || !isOp(b, "normalCdf")) return undefined;
  const term = argOf(a);
  const x = argOf(b);
  const fits = isOp(term, "mul") && term.args.some((arg) => isOp(arg, "normalPdf") && argOf(arg) === x);
  return fits && term.args.includes(x) ? { rule: "negativeSlopeGatedByNormal", args: [x] } : undefined;
}

function fuseSigmoid(a: Expression, merger: Merger): Application | undefined {
  if (isOp(a, "neg") && merger.find("sigmoid", argOf(a)) !== undefined) {
    return { rule: "mirroredSigmoid", args: a.args };
  }
  const negative = merger.find("neg", a);
  const paired = negative !== undefined && merger.find("sigmoid", negative) !== undefined;
  return paired ? { rule: "pairedSigmoid", args: [a] } : undefined;
}

function fuseGate(gated: Expression, gate: Expression, merger: Merger): Application | undefined {
  if (isOp(gate, "normalCdf") && argOf(gate) === gated && merger.uses(gate) === 1) {
    return { rule: "gatedByNormal", args: gate.args };
  }
  if (isOp(gate, "sigmoid") && merger.uses(gate) === 1 && fuseSigmoid(argOf(gate), merger) === undefined) {
    return { rule: "gatedBySigmoid", args: [argOf(gate), gated] };
  }
  return undefined;
}

/** Whether the argument of function a is the negative of function b's. */
function isNegative(a: OperationExpression, b: OperationExpression): boolean {
  const inner = argOf(a);
  return isOp(inner, "neg") && argOf(inner) === argOf(b);
}

function isOp(node: Expression, op: OperationExpression["op"]): node is OperationExpression {
  return node.kind === "operation" && node.op === op;
}

function argOf(node: OperationExpression): Expression {
  return node.args[0] as Expression;
}
