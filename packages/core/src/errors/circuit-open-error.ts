import { ActfnError } from "./actfn-error.js";

/** Thrown when the circuit breakers of all backends that support the call are open. */
export class CircuitOpenError extends ActfnError {
  static readonly code = "ACTFN_CIRCUIT_OPEN";
  readonly activation: string;
  readonly reasons: readonly { readonly backend: string; readonly reason: string }[];

  constructor(activation: string, reasons: readonly { readonly backend: string; readonly reason: string }[]) {
    const each = reasons.map(({ backend, reason }) => `${backend}: ${reason}`).join("; ");
    super(
      CircuitOpenError.code,
      `No backend can run ${activation} now (${each}). Repeat the call later, or register other backends with use().`,
    );
    this.activation = activation;
    this.reasons = reasons;
  }
}
