import { ActfnError } from "./actfn-error.js";

/** Thrown when a synchronous call reaches a backend that can only run asynchronously. */
export class SyncError extends ActfnError {
  static readonly code = "ACTFN_SYNC";
  readonly backend: string;

  constructor(backend: string, activation: string) {
    super(
      SyncError.code,
      `The backend "${backend}" cannot run synchronously. Write await ${activation}(x) instead of ${activation}.sync(x), or register a backend that can.`,
    );
    this.backend = backend;
  }
}
