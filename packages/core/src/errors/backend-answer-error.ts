import { ActfnError } from "./actfn-error.js";

/** Thrown when a backend returns the wrong number of tensors, or a tensor of the wrong shape or dtype. */
export class BackendAnswerError extends ActfnError {
  static readonly code = "ACTFN_BACKEND_ANSWER";
  readonly backend: string;

  constructor(backend: string, activation: string, detail: string) {
    super(
      BackendAnswerError.code,
      `The backend "${backend}" returned a wrong result for ${activation}: ${detail}. Check the backend with checkBackend() of @actfn/conformance.`,
    );
    this.backend = backend;
  }
}
