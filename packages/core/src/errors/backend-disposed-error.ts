import { ActfnError } from "./actfn-error.js";

/** Thrown when a call reaches a backend or a runtime after its `dispose()`. */
export class BackendDisposedError extends ActfnError {
  static readonly code = "ACTFN_BACKEND_DISPOSED";
  readonly backend: string;

  constructor(backend: string, nextStep = "Create a new one and register it with use().") {
    super(BackendDisposedError.code, `"${backend}" is disposed of and accepts no more calls. ${nextStep}`);
    this.backend = backend;
  }

  /** For a runtime, which is not registered anywhere. */
  static ofRuntime(): BackendDisposedError {
    return new BackendDisposedError("runtime", "Create a new one with createRuntime().");
  }
}
