import { ActfnError } from "./actfn-error.js";

/** Thrown when data has a dtype that actfn does not support, or when two tensors have different dtypes. */
export class DTypeError extends ActfnError {
  static readonly code = "ACTFN_DTYPE";

  constructor(message: string) {
    super(DTypeError.code, message);
  }
}
