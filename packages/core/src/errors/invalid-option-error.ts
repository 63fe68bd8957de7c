import { ActfnError } from "./actfn-error.js";
import { show } from "./print.js";

/** Thrown when an option is missing, or has a value that the activation does not accept. */
export class InvalidOptionError extends ActfnError {
  static readonly code = "ACTFN_INVALID_OPTION";
  readonly option: string;
  readonly given: unknown;
  readonly allowed: string;

  /** An option that is undefined counts as missing. `problem` is a sentence that takes the place of the usual one. */
  constructor(
    activation: string,
    option: string,
    given: unknown,
    allowed: string,
    problem: string = `option "${option}" is ${given === undefined ? "required" : show(given)}; it must be ${allowed}.`,
  ) {
    super(InvalidOptionError.code, `${activation}: ${problem}`);
    this.option = option;
    this.given = given;
    this.allowed = allowed;
  }
}
