import { ActfnError } from "./actfn-error.js";

/** Thrown when a call reaches a backend or a runtime after its `dispose()`. */
export class BackendDisposedError extends ActfnError {
  static readonly code = "ACTFN_BACKEND_DISPOSED";
  readonly backend: string;

  constructor(backend: string, nextStep = "Make a new one and register it with use().") {
    super(BackendDisposedError.code, `"${backend}" has been disposed and takes no more calls. ${nextStep}`);
    this.backend = backend;
  }

  /** For a runtime, which is not registered anywhere. */
  static ofRuntime(): BackendDisposedError {
    return new BackendDisposedError("runtime", "Make a new one with createRuntime().");
  }
}
