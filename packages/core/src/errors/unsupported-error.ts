import { ActfnError } from "./actfn-error.js";

/**
 * Thrown when a backend says that it cannot run a request. It is the only error that lets a runtime move on to the
 * next backend of its list; `reasons` tells what each backend that was asked has answered.
 */
export class UnsupportedError extends ActfnError {
  static readonly code = "ACTFN_UNSUPPORTED";
  readonly activation: string;
  readonly reasons: readonly { readonly backend: string; readonly reason: string }[];

  constructor(activation: string, reasons: readonly { readonly backend: string; readonly reason: string }[]) {
    const each = reasons.map(({ backend, reason }) => `${backend}: ${reason}`).join("; ");
    super(
      UnsupportedError.code,
      `No registered backend can run ${activation} as asked (${each}). Add a backend that can, or change the request.`,
    );
    this.activation = activation;
    this.reasons = reasons;
  }
}
