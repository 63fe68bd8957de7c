import { ActfnError } from "@actfn/core";

/** Thrown into a cell, or at whoever waits for it, when the user interrupts the kernel. */
export class InterruptedError extends ActfnError {
  static readonly code = "ACTFN_INTERRUPTED";

  constructor() {
    super(
      InterruptedError.code,
      "The cell was interrupted. What it had started may still run; it was told by kernel.signal.",
    );
  }
}
