import { ActfnError } from "@actfn/core";

/** Thrown if the command line is invalid. */
export class UsageError extends ActfnError {
  static readonly code = "ACTFN_USAGE";

  constructor(message: string) {
    super(UsageError.code, message);
  }
}
