import { ActfnError } from "@actfn/core";

/** Thrown if a kernel process ends, or is stopped, before it has replied. */
export class KernelDiedError extends ActfnError {
  static readonly code = "ACTFN_KERNEL_DIED";
  /** What the process printed to its own stderr before the end. */
  readonly lastWords: string;

  /** `what` is the sentence that says what happened. */
  constructor(what: string, lastWords: string) {
    super(
      KernelDiedError.code,
      `${what}${lastWords === "" ? "" : ` Its last output on stderr:\n${lastWords}`}`,
    );
    this.lastWords = lastWords;
  }
}
