import { ActfnError } from "./actfn-error.js";

/** Thrown when no backend is left to ask because the circuit breakers of those that could answer are open. */
export class CircuitOpenError extends ActfnError {
  static readonly code = "ACTFN_CIRCUIT_OPEN";
  readonly activation: string;
  readonly reasons: readonly { readonly backend: string; readonly reason: string }[];

  constructor(activation: string, reasons: readonly { readonly backend: string; readonly reason: string }[]) {
    const each = reasons.map(({ backend, reason }) => `${backend}: ${reason}`).join("; ");
    super(
      CircuitOpenError.code,
      `No backend may run ${activation} just now (${each}). Try again later, or swap in another backend with use().`,
    );
    this.activation = activation;
    this.reasons = reasons;
  }
}
