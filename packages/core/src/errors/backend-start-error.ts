import { ActfnError } from "./actfn-error.js";
import { asSentence, messageOf } from "./print.js";

/** Thrown when a backend cannot start. `cause` is the reason. The runtime keeps its backends. */
export class BackendStartError extends ActfnError {
  static readonly code = "ACTFN_BACKEND_START";
  readonly backend: string;

  constructor(backend: string, nextStep: string, cause: unknown) {
    super(
      BackendStartError.code,
      `The backend "${backend}" could not start: ${asSentence(messageOf(cause))} ${nextStep}`.trim(),
      cause,
    );
    this.backend = backend;
  }
}
