import type {
  Expression,
  Operand,
  PrimitiveFamilies,
  PrimitiveFamily,
  ReductionFamily,
} from "../expression.js";

/**
 * What is known of a primitive. Its limits are in `limit/rules.ts`, which is loaded with what computes. How it is computed is
 * known by each arithmetic and each backend.
 */
export interface PrimitiveRecord {
  /** Applies the primitive. It has as many parameters as the primitive has arguments. */
  readonly make: (a: Operand, b: Operand, c: Operand) => Expression;
  readonly vjp: Vjp;
  readonly jvp?: Jvp;
}

/** What is known of a primitive that maps the numbers of one element to a number. */
export interface ElementwiseRecord extends PrimitiveRecord {
  /** Whether it takes a machine instruction or two, so that it costs less to compute it again than to keep its value. */
  readonly cheap: boolean;
}

/** Arguments of a primitive; those that it lacks are undefined and not read. */
export type Arguments = readonly [Expression, Expression, Expression];

/**
 * The vector-Jacobian product: what `dy`, the gradient of the result, adds to the gradient of each argument, in forms that keep
 * their digits. Nothing is added where it is undefined. `self` is the operation.
 */
export type Vjp = (dy: Expression, args: Arguments, self: Expression) => readonly (Expression | undefined)[];

/**
 * The Jacobian-vector product: the slope of the result from the slopes of the arguments. Default: the sum of the slopes,
 * each times what `vjp` adds for a `dy` of 1.
 */
export type Jvp = (slopes: Arguments, args: Arguments, self: Expression) => Expression;

/** The records of all primitives, by family. */
export type Families = {
  readonly [F in PrimitiveFamily]: {
    readonly [P in PrimitiveFamilies[F]]: F extends ReductionFamily ? PrimitiveRecord : ElementwiseRecord;
  };
};
