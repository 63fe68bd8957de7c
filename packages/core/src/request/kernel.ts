import type { Expression } from "../expression/expression.js";
import type { OptionNumbers, UniformInput } from "./uniform.js";

/**
 * A compute kernel: the expressions that a request needs, where their inputs come from and where their values go. A backend
 * that has no operator of its own for an activation compiles or interprets this.
 *
 * Options that are words or flags, and numbers that have their default value, are constants in the expressions. A number
 * option with another value is a parameter, and an input of access `uniform`: the kernel serves all values of its range, so
 * that another temperature on each call is no other kernel. What is 0, ±1/2, ±1, ±2, infinite, or below 2^-30 or from 2^30
 * on in magnitude remains a constant.
 */
export interface Kernel {
  readonly inputs: readonly KernelInput[];
  readonly outputs: readonly KernelOutput[];
  /** The names of the inputs that hold dy; none forward. Infinities in them are themselves, not limits. */
  readonly cotangents: readonly string[];
  /** Values of the options that are inputs, which stand for all that the kernel serves; one empty record where none is. */
  readonly samples: readonly OptionNumbers[];
}

/** An input of the expressions, read from the request's tensor `tensor` or from an option. */
export interface KernelInput {
  /** The name under which the expressions know it. */
  readonly name: string;
  /** Index into the request's inputs; −1 where it has no tensor: for `index`, the position along the axis, and `uniform`. */
  readonly tensor: number;
  readonly access: Access;
  /** The tensor option that a `broadcast` input is, for `optionAlignment`. */
  readonly option?: string;
  /** The option that a `uniform` input is; see `uniformValue`. */
  readonly uniform?: UniformInput;
  /** Which of the tensor's `parts` equal parts along the axis; 0 of 1 unless grouped. */
  readonly part: number;
  readonly parts: number;
}

/** A value to be computed and written to the answer's tensor `tensor`. */
export interface KernelOutput {
  readonly expression: Expression;
  readonly tensor: number;
  /**
   * With `broadcast`, the values of all elements that share a number of the tensor option are summed in double, one after
   * another in the order of the elements. Another order is allowed within the bound of float64.
   */
  readonly access: Access;
  /** The learned option of which a `broadcast` output is the gradient, for `optionAlignment`. */
  readonly option?: string;
  readonly part: number;
  readonly parts: number;
}

/**
 * - `element`: one number per element.
 * - `broadcast`: a tensor option, aligned as `optionAlignment` tells; `placeIn` gives the number of each element.
 * - `row`: one number per row along the axis.
 * - `index`: the position along the axis.
 * - `uniform`: an option's number, one for the whole call.
 */
export type Access = "element" | "broadcast" | "row" | "index" | "uniform";
