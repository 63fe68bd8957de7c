import { ActfnError } from "@actfn/core";

/** Thrown in a cell, and in everything that waits for it, when the user interrupts the kernel. */
export class InterruptedError extends ActfnError {
  static readonly code = "ACTFN_INTERRUPTED";

  constructor() {
    super(
      InterruptedError.code,
      "The cell was interrupted. Asynchronous work that it started continues unless it listens to kernel.signal.",
    );
  }
}
