import { ActfnError } from "./actfn-error.js";
import { asSentence } from "./print.js";

/** Thrown by `use` when a new backend fails its probe or its warm-up. The runtime keeps its backends. */
export class ProbeError extends ActfnError {
  static readonly code = "ACTFN_PROBE";
  readonly backend: string;

  constructor(backend: string, detail: string, cause?: unknown) {
    super(
      ProbeError.code,
      `The backend "${backend}" was not registered: ${asSentence(detail)} The runtime keeps its backends. Check the backend with checkBackend() of @actfn/conformance. To skip the checks, pass { probe: false, warmup: false } to use().`,
      cause,
    );
    this.backend = backend;
  }
}
