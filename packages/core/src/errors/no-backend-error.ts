import { ActfnError } from "./actfn-error.js";

/** Thrown when an activation is called and no backend is registered. */
export class NoBackendError extends ActfnError {
  static readonly code = "ACTFN_NO_BACKEND";

  constructor() {
    super(
      NoBackendError.code,
      'No backend is registered. Register one first, for example: import { cpu } from "@actfn/backend-cpu"; await use(cpu());',
    );
  }
}
