import { ActfnError } from "./actfn-error.js";

/** Thrown when an isolated backend starts no further worker, since too many that it has ended hang in native code. */
export class WorkersHungError extends ActfnError {
  static readonly code = "ACTFN_WORKERS_HUNG";
  readonly backend: string;

  constructor(backend: string, workers: number) {
    super(
      WorkersHungError.code,
      `The isolated backend "${backend}" starts no other worker: ${workers} that took too long are still inside a native call, where a thread cannot be ended. It starts one when a call returns. Allow calls more with timeout, or set workerType: "process" in isolate(), which can be ended at any moment.`,
    );
    this.backend = backend;
  }
}
