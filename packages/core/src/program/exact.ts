import type { Comparison, Expression, OperationExpression } from "../expression/expression.js";
import { familyOf, isComparison } from "../expression/primitives/table.js";
import { type Rounding, roundedName, toFloat32 } from "../request/uniform.js";
import type { Builder, Value } from "./builder.js";

type Lowered = (node: Expression) => Value;

/**
 * Operations in float32 that decide or cancel, with a number that float32 may not hold: a constant such as 0.1, or an
 * option. Rounded to nearest it would put the one float32 beside it on the wrong side of a comparison, and all digits of a
 * difference could be wrong. Here x > c is decided as of real numbers, and x − c is rounded as if c were exact.
 * Undefined for everything else.
 */
export function exactly(node: OperationExpression, builder: Builder, lowered: Lowered): Value | undefined {
  const [a, b] = node.args as readonly [Expression, Expression];
  if (isComparison(node.op)) return new Decision(builder, lowered).decide(node.op, a, b);
  if (node.op === "add") {
    if (isInexact(b) && isExact(a)) return sum(builder, lowered(a), b, "add");
    return isInexact(a) && isExact(b) ? sum(builder, lowered(b), a, "add") : undefined;
  }
  if (node.op !== "sub") return undefined;
  if (isInexact(b) && isExact(a)) return sum(builder, lowered(a), b, "sub");
  if (!isInexact(a) || !isExact(b)) return undefined;
  return sum(builder, builder.neg(lowered(b)), a, "add");
}

/** x ± c as (x ± c rounded) ± what rounding left over: where the first sum cancels it is exact. */
function sum(builder: Builder, x: Value, c: Expression, op: "add" | "sub"): Value {
  return builder[op](builder[op](x, rounded(builder, c, "nearest")), rounded(builder, c, "rest"));
}

/** A comparison that is known as less, or less or equal; the others have their operands exchanged. */
type Relation = "less" | "lessEqual";

class Decision {
  private readonly builder: Builder;
  private readonly lowered: Lowered;

  constructor(builder: Builder, lowered: Lowered) {
    this.builder = builder;
    this.lowered = lowered;
  }

  decide(op: Comparison, a: Expression, b: Expression): Value | undefined {
    if (!hasInexact(a) && !hasInexact(b)) return undefined;
    if (op === "equal") return this.equal(a, b);
    if (op === "greater") return this.related("less", b, a);
    if (op === "greaterEqual") return this.related("lessEqual", b, a);
    return this.related(op, a, b);
  }

  /** a < b or a ≤ b, where both are exact, numbers that may not be, or the smaller or larger of such. */
  private related(relation: Relation, a: Expression, b: Expression): Value | undefined {
    const { builder } = this;
    if (isExtreme(a) && hasInexact(a)) {
      return this.combined(a.op === "max" ? builder.both : builder.either, a, (part) =>
        this.related(relation, part, b),
      );
    }
    if (isExtreme(b) && hasInexact(b)) {
      return this.combined(b.op === "max" ? builder.either : builder.both, b, (part) =>
        this.related(relation, a, part),
      );
    }
    if (isInexact(a) && isInexact(b)) return this.numbers(relation, a, b);
    const outwards = relation === "less";
    if (isInexact(b) && isExact(a))
      return builder[relation](this.lowered(a), rounded(builder, b, outwards ? "up" : "down"));
    if (isInexact(a) && isExact(b))
      return builder[relation](rounded(builder, a, outwards ? "down" : "up"), this.lowered(b));
    return isExact(a) && isExact(b) ? builder[relation](this.lowered(a), this.lowered(b)) : undefined;
  }

  private combined(
    combine: (a: Value, b: Value) => Value,
    { args }: OperationExpression,
    decide: (part: Expression) => Value | undefined,
  ): Value | undefined {
    const [first, second] = args.map(decide);
    return first === undefined || second === undefined ? undefined : combine(first, second);
  }

  /** Two numbers, of which both lie between the same two float32 only where they are taken for equal. */
  private numbers(relation: Relation, a: Expression, b: Expression): Value {
    const { builder } = this;
    const [low, high] = (["down", "up"] as const).map((rounding) => {
      return [rounded(builder, a, rounding), rounded(builder, b, rounding)];
    }) as [[Value, Value], [Value, Value]];
    const isHigher = builder.both(builder.equal(...low), builder[relation](...high));
    return builder.either(builder.less(...low), isHigher);
  }

  private equal(a: Expression, b: Expression): Value | undefined {
    const { builder } = this;
    const ends = (["down", "up"] as const).map((rounding) => {
      const [p, q] = [a, b].map((side) =>
        isInexact(side) ? rounded(builder, side, rounding) : isExact(side) ? this.lowered(side) : undefined,
      );
      return p === undefined || q === undefined ? undefined : builder.equal(p, q);
    });
    const [low, high] = ends;
    return low === undefined || high === undefined ? undefined : builder.both(low, high);
  }
}

/** A number of the whole call as a float32. */
function rounded(builder: Builder, number: Expression, rounding: Rounding): Value {
  if (number.kind === "constant") return builder.constant(toFloat32(number.value, rounding));
  if (number.kind === "parameter") return builder.input(roundedName(number.name, rounding));
  const inner = (number as OperationExpression).args[0] as Expression;
  return builder.neg(rounded(builder, inner, opposite[rounding]));
}

const opposite: Readonly<Record<Rounding, Rounding>> = {
  nearest: "nearest",
  down: "up",
  up: "down",
  rest: "rest",
};

/** Whether an expression is a number of the whole call that float32 may not hold. */
function isInexact(node: Expression): boolean {
  if (node.kind === "constant") return !Object.is(Math.fround(node.value), node.value);
  return node.kind === "parameter" || (isOperation(node, "neg") && isInexact(node.args[0] as Expression));
}

/** Whether an expression is such a number, or the smaller or larger of something and such a number. */
function hasInexact(node: Expression): boolean {
  return isInexact(node) || (isExtreme(node) && node.args.some(hasInexact));
}

/** Whether float32 holds an expression's value without rounding. */
function isExact(node: Expression): boolean {
  if (node.kind === "constant") return !isInexact(node);
  if (node.kind !== "operation") return node.kind === "input";
  if (isComparison(node.op)) return true;
  return familyOf(node.op) === "exact" && node.args.every(isExact);
}

function isExtreme(node: Expression): node is OperationExpression {
  return isOperation(node, "min") || isOperation(node, "max");
}

function isOperation(node: Expression, op: OperationExpression["op"]): node is OperationExpression {
  return node.kind === "operation" && node.op === op;
}
