import { ActfnError } from "@actfn/core";

/** Thrown if a kernel process ends before it has replied. */
export class KernelDiedError extends ActfnError {
  static readonly code = "ACTFN_KERNEL_DIED";
  /** What the process printed to its own stderr before the end. */
  readonly lastWords: string;

  constructor(exit: string, lastWords: string) {
    super(
      KernelDiedError.code,
      `The kernel process ended (${exit}) before it replied.${lastWords === "" ? "" : ` Its last output on stderr:\n${lastWords}`}`,
    );
    this.lastWords = lastWords;
  }
}
