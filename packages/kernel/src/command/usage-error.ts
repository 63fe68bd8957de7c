import { ActfnError } from "@actfn/core";

/** Thrown when a command line cannot be understood. */
export class UsageError extends ActfnError {
  static readonly code = "ACTFN_USAGE";

  constructor(message: string) {
    super(UsageError.code, message);
  }
}
