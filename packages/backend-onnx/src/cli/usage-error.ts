import { ActfnError } from "@actfn/core";

/** Thrown where the command line cannot be understood. */
export class UsageError extends ActfnError {
  static readonly code = "ACTFN_ONNX_USAGE";

  constructor(message: string) {
    super(UsageError.code, message);
  }
}
