import { ActfnError } from "./actfn-error.js";
import { show, showShape } from "./print.js";

/** Thrown when an axis is not an integer, is outside the rank of the tensor, or has a length that the activation cannot split. */
export class AxisError extends ActfnError {
  static readonly code = "ACTFN_AXIS";
  readonly axis: unknown;
  readonly shape: readonly number[];
  readonly allowed: string;

  /** `problem` is a sentence that takes the place of the usual one, where the axis itself is right. */
  constructor(
    activation: string,
    axis: unknown,
    shape: readonly number[],
    allowed: string,
    problem: string = `axis ${show(axis)} is not valid for a tensor of shape ${showShape(shape)}; ${allowed}.`,
  ) {
    super(AxisError.code, `${activation}: ${problem}`);
    this.axis = axis;
    this.shape = shape;
    this.allowed = allowed;
  }
}
