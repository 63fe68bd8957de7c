import type { GraphBuilder, Value } from "../graph/graph-builder.js";
import { elementTypeNumber } from "../model/encode.js";
import type { Attributes, ElementType } from "../model/model.js";

/** A value of a lowered graph that knows which of the graph's inputs it is NaN with: a bit for each. */
export interface Term extends Value {
  readonly carries: bigint;
}

/** The types that a lowered graph computes in. */
export type ComputeType = "float" | "double";

/**
 * The operators of ONNX on numbers of one type, as functions on terms. Each is one node, whose kernel ONNX Runtime has
 * for both types, and knows how NaN passes through it.
 */
export class Arithmetic {
  readonly type: ComputeType;
  /** Whether a choice between two numbers must keep the sign of zero of both. */
  readonly keepsZeros: boolean;
  /** Whether e⁻ᵃ may be made of eᵃ: not where the last digits of a double count. */
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

  /** −a; what is negated twice is itself. */
  neg(a: Term): Term {
    const inner = this.graph.argumentOf("Neg", a);
    return inner === undefined ? this.elementwise("Neg", a) : { ...a, name: inner };
  }

  /** A node of an operator that maps numbers to a number and NaN in any of them to NaN. */
  elementwise(op: string, ...args: readonly Term[]): Term {
    const carries = args.reduce((all, arg) => all | arg.carries, 0n);
    return { ...this.graph.node(op, args.map(this.asNumber), {}, this.type), carries };
  }

  /** a, no less than `lower` and no more than `upper`. */
  clip(a: Term, lower: number, upper: number): Term {
    return this.elementwise("Clip", a, this.number(lower), this.number(upper));
  }

  /** A comparison, as a truth value: Less, Greater, LessOrEqual, GreaterOrEqual, Equal. False with NaN. */
  compare(op: string, a: Term, b: Term): Term {
    return this.predicate(op, this.asNumber(a), this.asNumber(b));
  }

  /** Whether a is NaN, or infinite: IsNaN, IsInf; or a combination of truth values: Or, And, Not. */
  predicate(op: string, ...args: readonly Term[]): Term {
    return { ...this.graph.node(op, args, {}, "bool"), carries: 0n };
  }

  /**
   * a where the condition holds, otherwise b. ONNX Runtime's Where keeps −0 only as its last argument, so a constant is put
   * first and what may be −0 last. Where both may be, and it matters, there are two, each with a 1 in the other's place,
   * and their product.
   */
  where(condition: Term, a: Term, b: Term): Term {
    const holds = this.asCondition(condition);
    const [first, second] = [this.asNumber(a), this.asNumber(b)];
    const carries = first.carries & second.carries;
    if (this.isConstant(second)) return { ...this.select(this.not(holds), second, first), carries };
    return { ...this.either(holds, first, second, !this.keepsZeros || this.isConstant(first)), carries };
  }

  /** a where a truth value holds, otherwise b; −0 of a is kept unless `losesZero` allows to lose it, at half the price. */
  either(holds: Term, a: Term, b: Term, losesZero: boolean): Term {
    if (losesZero) return this.select(holds, a, b);
    const one = this.number(1);
    const product = this.mul(this.select(this.not(holds), one, a), this.select(holds, one, b));
    return { ...product, carries: a.carries & b.carries };
  }

  /** The operator Where as it is: −0 of a comes out as 0. */
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

  /** The opposite of a truth value. Not would do, but ONNX Runtime's optimizer takes it away from a Where and swaps the branches. */
  private not(condition: Term): Term {
    return this.predicate("Equal", condition, { ...this.graph.constant("bool", 0), carries: 0n });
  }

  /**
   * eᵃ. Where e⁻ᵃ is there already, and less is asked than all digits of a double, it is its reciprocal, at a fourth of the
   * price.
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

  /** The same number in another type, rounded to it. */
  cast(a: Term, type: ElementType): Term {
    if (a.type === type) return a;
    return {
      ...this.graph.node("Cast", [a], { to: { int: elementTypeNumber[type] } }, type),
      carries: a.carries,
    };
  }

  /** Any other node; what its result carries is told. */
  node(op: string, args: readonly Value[], attributes: Attributes, type: ElementType, carries: bigint): Term {
    return { ...this.graph.node(op, args, attributes, type), carries };
  }

  /** A truth value as 1 or 0; a number as it is. */
  readonly asNumber = (a: Term): Term => (a.type === "bool" ? this.cast(a, this.type) : a);

  private asCondition(a: Term): Term {
    return a.type === "bool" ? a : this.not(this.compare("Equal", a, this.number(0)));
  }
}
