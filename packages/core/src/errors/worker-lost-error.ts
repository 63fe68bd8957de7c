import { ActfnError } from "./actfn-error.js";

/** Thrown to the calls in flight on an isolated backend when its worker dies or is ended because it hangs. */
export class WorkerLostError extends ActfnError {
  static readonly code = "ACTFN_WORKER_LOST";
  readonly backend: string;

  constructor(backend: string, reason: string, cause?: unknown) {
    super(
      WorkerLostError.code,
      `The worker of the isolated backend "${backend}" was lost while it ran the call: ${reason} A new worker is starting. Repeat the call, or raise retries in isolate().`,
      cause,
    );
    this.backend = backend;
  }
}
