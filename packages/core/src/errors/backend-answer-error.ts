import { ActfnError } from "./actfn-error.js";

/** Thrown when a backend answers with tensors of the wrong number, shape or element type. */
export class BackendAnswerError extends ActfnError {
  static readonly code = "ACTFN_BACKEND_ANSWER";
  readonly backend: string;

  constructor(backend: string, activation: string, detail: string) {
    super(
      BackendAnswerError.code,
      `The backend "${backend}" answered ${activation} wrongly: ${detail}. Run the conformance suite on it.`,
    );
    this.backend = backend;
  }
}
