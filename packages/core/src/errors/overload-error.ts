import { ActfnError } from "./actfn-error.js";

/** Thrown at once when as many calls run as may, and as many wait as may; nothing of the call has been done. */
export class OverloadError extends ActfnError {
  static readonly code = "ACTFN_OVERLOAD";
  /** The number of calls that may run at a time. */
  readonly concurrency: number;
  /** The number of calls that may wait. */
  readonly queue: number;

  constructor(concurrency: number, queue: number) {
    super(
      OverloadError.code,
      `${concurrency} calls are running and ${queue} are waiting, which is all that limits.concurrency and limits.queue allow. Try again later, or raise them.`,
    );
    this.concurrency = concurrency;
    this.queue = queue;
  }
}
