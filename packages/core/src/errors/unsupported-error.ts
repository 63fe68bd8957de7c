import { ActfnError } from "./actfn-error.js";

/**
 * Thrown by a runtime when no backend of its list supports a request; `reasons` has the reason of each backend. A backend
 * may throw it, too: by default it is the only error that moves a call to the next backend of the list.
 */
export class UnsupportedError extends ActfnError {
  static readonly code = "ACTFN_UNSUPPORTED";
  readonly activation: string;
  readonly reasons: readonly { readonly backend: string; readonly reason: string }[];

  constructor(activation: string, reasons: readonly { readonly backend: string; readonly reason: string }[]) {
    const each = reasons.map(({ backend, reason }) => `${backend}: ${reason}`).join("; ");
    super(
      UnsupportedError.code,
      `No registered backend supports this call of ${activation} (${each}). Add a backend that supports it to the list of use(), or change what the reasons name, such as the dtype or an option.`,
    );
    this.activation = activation;
    this.reasons = reasons;
  }
}
