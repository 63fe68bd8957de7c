import { ActfnError } from "./actfn-error.js";

/** Thrown by `use` when a new backend fails its probe or its warm-up. What was registered before stays registered. */
export class ProbeError extends ActfnError {
  static readonly code = "ACTFN_PROBE";
  readonly backend: string;

  constructor(backend: string, detail: string, cause?: unknown) {
    super(
      ProbeError.code,
      `The backend "${backend}" was not taken into use: ${detail} Nothing has changed. To take it all the same, pass { probe: false, warmup: false }.`,
      cause,
    );
    this.backend = backend;
  }
}
