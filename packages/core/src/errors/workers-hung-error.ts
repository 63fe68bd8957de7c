import { ActfnError } from "./actfn-error.js";

/** Thrown when an isolated backend does not start another thread, because too many of its threads hang in native calls. */
export class WorkersHungError extends ActfnError {
  static readonly code = "ACTFN_WORKERS_HUNG";
  readonly backend: string;

  constructor(backend: string, workers: number) {
    super(
      WorkersHungError.code,
      `The isolated backend "${backend}" starts no other thread: ${workers} of its threads are inside native calls that took too long, and a thread cannot be ended there. It starts one when a call returns. Set a longer timeout in isolate(), or workerType: "process", which can always be ended.`,
    );
    this.backend = backend;
  }
}
