import { ActfnError } from "./actfn-error.js";
import { didYouMean } from "./nearest.js";
import { list, show } from "./print.js";

/** Thrown when no activation has a given name. */
export class ActivationNameError extends ActfnError {
  static readonly code = "ACTFN_ACTIVATION_NAME";
  readonly given: string;
  readonly allowed: readonly string[];

  constructor(given: string, allowed: readonly string[]) {
    super(
      ActivationNameError.code,
      `There is no activation ${show(given)}. ${didYouMean(given, allowed)}The activations are ${list(allowed)}.`,
    );
    this.given = given;
    this.allowed = allowed;
  }
}
