import type { GraphBuilder, Value } from "../graph/graph-builder.js";
import { elementTypeNumber } from "../model/encode.js";
import type { Attributes, ElementType } from "../model/model.js";

/** A value of a lowered graph. A bit for each input of the graph says whether NaN in that input makes the value NaN. */
export interface Term extends Value {
  readonly carries: bigint;
}

/** The types that a lowered graph computes in. */
export type ComputeType = "float" | "double";

/**
 * The operators of ONNX on numbers of one type, as functions of terms. Each is one node with an ONNX Runtime kernel for both
 * types, and says how NaN passes through it.
 */
export class Arithmetic {
  readonly type: ComputeType;
  /** Whether a selection between two numbers must keep the sign of zero of both. */
  readonly keepsZeros: boolean;
  /** Whether e⁻ᵃ may be computed from eᵃ, which loses the last digits of a double. */
  private readonly sharesExponentials: boolean;
  private readonly exponentials = new Map<string, Term>();
  private readonly graph: GraphBuilder;

  constructor(graph: GraphBuilder, type: ComputeType, keepsZeros: boolean, sharesExponentials: boolean) {
    this.graph = graph;
    this.type = type;
    this.keepsZeros = keepsZeros;
    this.sharesExponentials = sharesExponentials;
  }

  /** A constant. */
  number(value: number): Term {
    return { ...this.graph.constant(this.type, value), carries: 0n };
  }

  add(a: Term, b: Term): Term {
    return this.elementwise("Add", a, b);
  }

  sub(a: Term, b: Term): Term {
    return this.elementwise("Sub", a, b);
  }

  mul(a: Term, b: Term): Term {
    return this.elementwise("Mul", a, b);
  }

  div(a: Term, b: Term): Term {
    return this.elementwise("Div", a, b);
  }

  /** −a. A double negation is removed. */
  neg(a: Term): Term {
    const inner = this.graph.argumentOf("Neg", a);
    return inner === undefined ? this.elementwise("Neg", a) : { ...a, name: inner };
  }

  /** Applies an operator on numbers that gives NaN if any of them is NaN. */
  elementwise(op: string, ...args: readonly Term[]): Term {
    const carries = args.reduce((all, arg) => all | arg.carries, 0n);
    return { ...this.graph.node(op, args.map(this.asNumber), {}, this.type), carries };
  }

  /** a, clamped to [lower, upper]. */
  clip(a: Term, lower: number, upper: number): Term {
    return this.elementwise("Clip", a, this.number(lower), this.number(upper));
  }

  /** A comparison with the result 1 or 0: Less, Greater, LessOrEqual, GreaterOrEqual, Equal. It is false for NaN. */
  compare(op: string, a: Term, b: Term): Term {
    return this.predicate(op, this.asNumber(a), this.asNumber(b));
  }

  /** A test of a number (IsNaN, IsInf) or a combination of truth values (Or, And, Not). */
  predicate(op: string, ...args: readonly Term[]): Term {
    return { ...this.graph.node(op, args, {}, "bool"), carries: 0n };
  }

  /**
   * a if the condition holds, otherwise b. ONNX Runtime's Where keeps −0 only in its last argument. So a constant is the first
   * argument, and a value that may be −0 the last one. If both may be −0 and the sign matters, two nodes select a or 1 and 1 or
   * b, and a third multiplies them.
   */
  where(condition: Term, a: Term, b: Term): Term {
    const holds = this.asCondition(condition);
    const [first, second] = [this.asNumber(a), this.asNumber(b)];
    const carries = first.carries & second.carries;
    if (this.isConstant(second)) return { ...this.select(this.not(holds), second, first), carries };
    return { ...this.either(holds, first, second, !this.keepsZeros || this.isConstant(first)), carries };
  }

  /** a if a truth value holds, otherwise b. `losesZero` allows −0 of a to become 0, for half the cost. */
  either(holds: Term, a: Term, b: Term, losesZero: boolean): Term {
    if (losesZero) return this.select(holds, a, b);
    const one = this.number(1);
    const product = this.mul(this.select(this.not(holds), one, a), this.select(holds, one, b));
    return { ...product, carries: a.carries & b.carries };
  }

  /** The operator Where itself: −0 of a becomes 0. */
  select(condition: Term, a: Term, b: Term): Term {
    const node = this.graph.node("Where", [condition, a, b], {}, this.type);
    return { ...node, carries: a.carries & b.carries };
  }

  /** The value of a constant; undefined for every other term. */
  constantOf(a: Term): number | undefined {
    return this.graph.constantOf(a);
  }

  private isConstant(a: Term): boolean {
    return this.constantOf(a) !== undefined;
  }

  /**
   * The negation of a truth value. It is not the operator Not, because ONNX Runtime's optimizer removes that in front of a
   * Where and swaps the branches.
   */
  private not(condition: Term): Term {
    return this.predicate("Equal", condition, { ...this.graph.constant("bool", 0), carries: 0n });
  }

  /**
   * eᵃ. If the graph already has e⁻ᵃ, and not all digits of a double are needed, it is the reciprocal, for a quarter of the
   * cost.
   */
  exponential(a: Term): Term {
    const negated = this.graph.argumentOf("Neg", a);
    const [argument, other] = negated === undefined ? [a.name, `-${a.name}`] : [`-${negated}`, negated];
    const opposite = this.exponentials.get(other);
    const made =
      opposite === undefined || !this.sharesExponentials
        ? this.elementwise("Exp", a)
        : this.elementwise("Reciprocal", opposite);
    this.exponentials.set(argument, made);
    return made;
  }

  /** The number converted to another type. */
  cast(a: Term, type: ElementType): Term {
    if (a.type === type) return a;
    return {
      ...this.graph.node("Cast", [a], { to: { int: elementTypeNumber[type] } }, type),
      carries: a.carries,
    };
  }

  /** Any other node. The caller says which NaN its result carries. */
  node(op: string, args: readonly Value[], attributes: Attributes, type: ElementType, carries: bigint): Term {
    return { ...this.graph.node(op, args, attributes, type), carries };
  }

  /** A truth value as 1 or 0; a number unchanged. */
  readonly asNumber = (a: Term): Term => (a.type === "bool" ? this.cast(a, this.type) : a);

  private asCondition(a: Term): Term {
    return a.type === "bool" ? a : this.not(this.compare("Equal", a, this.number(0)));
  }
}
