import { ActfnError } from "./actfn-error.js";

/** Thrown by `use` when a new backend fails its probe or its warm-up. The runtime keeps its backends. */
export class ProbeError extends ActfnError {
  static readonly code = "ACTFN_PROBE";
  readonly backend: string;

  constructor(backend: string, detail: string, cause?: unknown) {
    const ended = /[.!?\n]$/.test(detail) ? detail : `${detail}.`;
    super(
      ProbeError.code,
      `The backend "${backend}" was not registered: ${ended} The runtime keeps its backends. To register it without checks, pass { probe: false, warmup: false }.`,
      cause,
    );
    this.backend = backend;
  }
}
