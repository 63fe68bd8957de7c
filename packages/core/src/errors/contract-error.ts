import { ActfnError } from "./actfn-error.js";

/** Thrown when a value that is registered as a backend does not implement the contract, or implements another version of it. */
export class ContractError extends ActfnError {
  static readonly code = "ACTFN_CONTRACT";
  readonly given: unknown;

  /** `given` is the contract that the value states, if it states any. */
  constructor(message: string, given: unknown) {
    super(ContractError.code, message);
    this.given = given;
  }
}
