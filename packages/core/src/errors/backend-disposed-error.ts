import { ActfnError } from "./actfn-error.js";

/** Thrown when a call reaches a backend or a runtime after its `dispose()`. */
export class BackendDisposedError extends ActfnError {
  static readonly code = "ACTFN_BACKEND_DISPOSED";
  readonly backend: string;

  constructor(backend: string) {
    super(
      BackendDisposedError.code,
      `"${backend}" has been disposed and takes no more calls. Make a new one and register it with use().`,
    );
    this.backend = backend;
  }
}
