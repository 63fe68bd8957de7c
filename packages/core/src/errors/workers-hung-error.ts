import { ActfnError } from "./actfn-error.js";

/** Thrown when an isolated backend does not start another thread, because too many of its threads hang in native calls. */
export class WorkersHungError extends ActfnError {
  static readonly code = "ACTFN_WORKERS_HUNG";
  readonly backend: string;

  constructor(backend: string, workers: number) {
    super(
      WorkersHungError.code,
      `The isolated backend "${backend}" cannot start another thread: ${workers} of its threads are inside native calls that took too long, and a thread cannot be stopped there. The backend starts a new thread when one of these calls returns. Raise timeout in isolate(), or set workerType: "process", since a process can always be stopped.`,
    );
    this.backend = backend;
  }
}
