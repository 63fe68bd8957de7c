import { ActfnError } from "@actfn/core";

/** Thrown when a kernel process ends while something is still asked of it. */
export class KernelDiedError extends ActfnError {
  static readonly code = "ACTFN_KERNEL_DIED";
  /** What the process printed to its own stderr before the end. */
  readonly lastWords: string;

  constructor(exit: string, lastWords: string) {
    super(
      KernelDiedError.code,
      `The kernel process ended (${exit}) before it had answered.${lastWords === "" ? "" : ` It said last:\n${lastWords}`}`,
    );
    this.lastWords = lastWords;
  }
}
