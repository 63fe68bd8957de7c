import { ActfnError } from "./actfn-error.js";

/**
 * Thrown when no backend supports a request. It is the only error that by default moves a call to the next backend of the
 * list. `reasons` has the reason of each backend.
 */
export class UnsupportedError extends ActfnError {
  static readonly code = "ACTFN_UNSUPPORTED";
  readonly activation: string;
  readonly reasons: readonly { readonly backend: string; readonly reason: string }[];

  constructor(activation: string, reasons: readonly { readonly backend: string; readonly reason: string }[]) {
    const each = reasons.map(({ backend, reason }) => `${backend}: ${reason}`).join("; ");
    super(
      UnsupportedError.code,
      `No registered backend supports this call of ${activation} (${each}). Register a backend that does, or change the call.`,
    );
    this.activation = activation;
    this.reasons = reasons;
  }
}
