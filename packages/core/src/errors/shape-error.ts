import { ActfnError } from "./actfn-error.js";

/** Thrown when data is ragged, or when the shapes of two tensors do not match. */
export class ShapeError extends ActfnError {
  static readonly code = "ACTFN_SHAPE";

  constructor(message: string) {
    super(ShapeError.code, message);
  }
}
