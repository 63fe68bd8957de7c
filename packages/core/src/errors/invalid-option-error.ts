import { ActfnError } from "./actfn-error.js";
import { show } from "./print.js";

/** Thrown when an option exists but its value is not one the activation accepts. */
export class InvalidOptionError extends ActfnError {
  static readonly code = "ACTFN_INVALID_OPTION";
  readonly option: string;
  readonly given: unknown;
  readonly allowed: string;

  constructor(activation: string, option: string, given: unknown, allowed: string) {
    super(
      InvalidOptionError.code,
      `${activation}: option "${option}" is ${show(given)}; it must be ${allowed}.`,
    );
    this.option = option;
    this.given = given;
    this.allowed = allowed;
  }
}
