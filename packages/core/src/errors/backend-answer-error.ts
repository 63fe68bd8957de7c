import { ActfnError } from "./actfn-error.js";

/**
 * Thrown when a method of a backend returns what the contract does not allow: the wrong number of tensors, a tensor of the wrong
 * shape or dtype, or from `supports` something else than a `Support`.
 */
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
