import { ActfnError } from "./actfn-error.js";
import { didYouMean } from "./nearest.js";
import { list } from "./print.js";

/** Thrown when an activation or a tensor is given an option that it does not have. */
export class UnknownOptionError extends ActfnError {
  static readonly code = "ACTFN_UNKNOWN_OPTION";
  readonly option: string;
  readonly allowed: readonly string[];

  constructor(activation: string, option: string, allowed: readonly string[]) {
    super(
      UnknownOptionError.code,
      `${activation} has no option "${option}". ${
        allowed.length === 0
          ? "It takes no options."
          : `${didYouMean(option, allowed)}The options are ${list(allowed)}.`
      }`,
    );
    this.option = option;
    this.allowed = allowed;
  }
}
