import { ActfnError } from "./actfn-error.js";

/** Thrown when data has an element type that actfn does not compute with, or when two tensors' element types differ. */
export class DTypeError extends ActfnError {
  static readonly code = "ACTFN_DTYPE";

  constructor(message: string) {
    super(DTypeError.code, message);
  }
}
