import { ActfnError } from "./actfn-error.js";

/** Thrown when an activation's definition or an expression is not well formed. */
export class DefinitionError extends ActfnError {
  static readonly code = "ACTFN_DEFINITION";

  constructor(message: string) {
    super(DefinitionError.code, message);
  }
}
