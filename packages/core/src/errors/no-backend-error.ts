import { ActfnError } from "./actfn-error.js";

/** Thrown when an activation is called and no backend is registered. */
export class NoBackendError extends ActfnError {
  static readonly code = "ACTFN_NO_BACKEND";

  constructor() {
    super(
      NoBackendError.code,
      'The runtime has no backend. Register one first, for example: import { cpu } from "@actfn/backend-cpu"; await use(cpu()); For a runtime that createRuntime() returned, call await runtime.use(cpu()).',
    );
  }
}
