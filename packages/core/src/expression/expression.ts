import { DefinitionError } from "../errors/definition-error.js";
import { show } from "../errors/print.js";

/**
 * The language in which an activation is written down, once.
 *
 * An expression is a value: a graph of frozen nodes over real numbers, without an evaluation of its own. It can be
 * evaluated (the reference), differentiated, printed as TeX, compiled to WebAssembly and lowered to ONNX. There are
 * four kinds of node:
 *
 * - a constant: the double nearest to a real number;
 * - a parameter: an option of the activation, one number for a whole call, such as the slope of LeakyReLU;
 * - an input: one number per element, such as `x`, PReLU's `weight`, or `dy` in a gradient;
 * - an operation: a primitive applied to other expressions.
 *
 * What every evaluator keeps to:
 *
 * - The result is that of real arithmetic, rounded once as well as the evaluator can.
 * - In a pointwise or grouped expression an input of ±Infinity stands for the limit, of a gradient for that of the slope
 *   before it is multiplied by dy. Thus `x · sigmoid(x)` at −Infinity is −0, not NaN, and 0.01 · x is −Infinity. `limitAt`
 *   in `limit/` tells the limits from how fast the parts of the expression grow. Inputs that are infinite together grow
 *   alike. `sin` and `cos` have no limit and are NaN, and so is a limit that cannot be told because too much cancels.
 *   An expression of several inputs may read ±Infinity as ±2^128 instead, the first power of two beyond float32, and take
 *   results of 2^64 and more in magnitude for an infinity and 2^-64 and less for a zero, each of its sign. `dy` is taken
 *   as it is. Along an axis (softmax) infinities are themselves.
 * - NaN in x, or in a part of it, gives NaN in a pointwise or grouped expression. Elsewhere, and along an axis, NaN goes
 *   where the arithmetic takes it: not out of a branch not taken.
 * - In a gradient dy does not count where the slope is 0 by a choice: where the branch that `where`, `max` or `min` takes
 *   is the constant 0. So `max(x, 0)` has gradient 0 at −1 for a dy of NaN or infinity. Where a slope is 0 by arithmetic
 *   (underflow, x at 0) it is dy · 0, which is NaN then.
 * - `max(a, b)` is b where a < b, otherwise a; `min(a, b)` is b where b < a, otherwise a: at a tie, and where a is NaN,
 *   the first argument is the value, so that `max(x, 0)` keeps −0 and NaN.
 * - The derivative at a kink is part of the definition: at a tie of `max` or `min` it is that of the second argument,
 *   so that `max(x, 0)` has slope 0 at 0; in `where(condition, a, b)` it is that of the branch taken.
 */
export type Expression = ConstantExpression | ParameterExpression | InputExpression | OperationExpression;

/** A real number. `tex` is how it is printed, where it has a better name than its digits. */
export interface ConstantExpression {
  readonly kind: "constant";
  readonly value: number;
  readonly tex?: string;
}

/** The number of an option: one per call. */
export interface ParameterExpression {
  readonly kind: "parameter";
  readonly name: string;
  readonly tex?: string;
}

/** One number per element. */
export interface InputExpression {
  readonly kind: "input";
  readonly name: string;
  readonly tex?: string;
}

/** A primitive applied to expressions. */
export interface OperationExpression {
  readonly kind: "operation";
  readonly op: Primitive;
  readonly args: readonly Expression[];
}

/**
 * The primitives, by family. Every table with an entry for each primitive is typed by this one: a name that is added here
 * is missing there, and the compiler says so. The records are in `primitives/`.
 */
export interface PrimitiveFamilies {
  /** Give 1 or 0 and are meant for `where`. */
  readonly comparison: "greater" | "greaterEqual" | "less" | "lessEqual" | "equal";
  /** Give an argument, possibly with another sign, or ±1: without rounding in every number format. */
  readonly exact: "neg" | "abs" | "sign" | "min" | "max" | "where";
  /** Are rounded once by every number format. */
  readonly arithmetic: "add" | "sub" | "mul" | "div" | "square" | "sqrt";
  /** Functions of one argument, made of exponentials and logarithms. */
  readonly exponential: "exp" | "expm1" | "log" | "log1p" | "tanh" | "sech" | "sigmoid" | "softplus";
  /** Functions of one argument, of the normal distribution. */
  readonly gaussian: "erf" | "normalCdf" | "normalPdf";
  /** Functions of one argument that belong to the circle. */
  readonly trigonometric: "sin" | "cos" | "atan";
  /** The sum over the row. Like the families below it looks along the axis of an axis activation: a reduction. */
  readonly sum: "sumAlong";
  /** The largest element of the row, or its position. */
  readonly largest: "maxAlong" | "argmaxAlong";
  /** The number above which the elements of the row have a given sum. */
  readonly threshold: "sparsemaxThreshold" | "entmax15Threshold";
}

/** The name of a family of primitives. */
export type PrimitiveFamily = keyof PrimitiveFamilies;

/** A primitive: an operation of the expression language. */
export type Primitive = PrimitiveFamilies[PrimitiveFamily];

/** The families whose primitives give one number to the whole row. */
export type ReductionFamily = "sum" | "largest" | "threshold";

/** The primitives that give one number to the whole row. */
export type ReductionPrimitive = PrimitiveFamilies[ReductionFamily];

/** The primitives that map the numbers of one element to a number. */
export type ElementwisePrimitive = Exclude<Primitive, ReductionPrimitive>;

/** The primitives that compare. */
export type Comparison = PrimitiveFamilies["comparison"];

/** An expression, or a number that stands for the constant. */
export type Operand = Expression | number;

/** Makes an input: one number per element. `tex` is how it is printed. Default: its name. */
export function input(name: string, tex?: string): InputExpression {
  return Object.freeze(tex === undefined ? { kind: "input", name } : { kind: "input", name, tex });
}

/** Makes a parameter: the number of an option, one per call. */
export function parameter(name: string, tex?: string): ParameterExpression {
  return Object.freeze(tex === undefined ? { kind: "parameter", name } : { kind: "parameter", name, tex });
}

/** Makes a constant; give `tex` where the number has a name: `constant(Math.PI, "\\pi")`. */
export function constant(value: number, tex?: string): ConstantExpression {
  return Object.freeze(tex === undefined ? { kind: "constant", value } : { kind: "constant", value, tex });
}

/** Turns a number into a constant and leaves an expression as it is. Throws a `DefinitionError` for anything else. */
export function toExpression(value: Operand): Expression {
  if (typeof value === "number") return constant(value);
  if (isExpression(value)) return value;
  throw new DefinitionError(
    `${show(value)} is not an expression. Build expressions from numbers, inputs and the primitives of @actfn/core.`,
  );
}

/** Whether a value is an expression. */
export function isExpression(value: unknown): value is Expression {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  return (
    value.kind === "constant" ||
    value.kind === "parameter" ||
    value.kind === "input" ||
    value.kind === "operation"
  );
}

/** Applies a primitive. The functions of `primitives/` are the typed way to call it. */
export function operation(op: Primitive, ...args: Operand[]): OperationExpression {
  return Object.freeze({ kind: "operation", op, args: Object.freeze(args.map(toExpression)) });
}
