import { ActfnError } from "./actfn-error.js";

/** Thrown when a synchronous call reaches a backend that can only run asynchronously. */
export class SyncError extends ActfnError {
  static readonly code = "ACTFN_SYNC";
  readonly backend: string;

  constructor(backend: string, activation: string, pass: "forward" | "backward" = "forward") {
    const [call, given] = pass === "backward" ? [`${activation}.backward`, "(x, dy)"] : [activation, "(x)"];
    super(
      SyncError.code,
      `The backend "${backend}" cannot run synchronously. Write await ${call}${given} instead of ${call}.sync${given}, or put a backend that can run synchronously before it in the list of use().`,
    );
    this.backend = backend;
  }
}
