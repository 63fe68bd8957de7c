import { ActfnError } from "@actfn/core";

/** Thrown for a command that cannot be followed; the message says what is allowed. */
export class UsageError extends ActfnError {
  static readonly code = "ACTFN_USAGE";

  constructor(message: string) {
    super(UsageError.code, message);
  }
}
