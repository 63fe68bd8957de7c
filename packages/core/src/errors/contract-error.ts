import { ActfnError } from "./actfn-error.js";
import { show } from "./print.js";

/** Thrown when a value registered as a backend does not follow the contract, or follows another version of it. */
export class ContractError extends ActfnError {
  static readonly code = "ACTFN_CONTRACT";
  readonly given: unknown;

  constructor(backend: string, given: unknown, expected: string, detail: string) {
    super(
      ContractError.code,
      `"${backend}" follows backend contract ${show(given)}; this version of @actfn/core needs "${expected}". ${detail}`,
    );
    this.given = given;
  }
}
