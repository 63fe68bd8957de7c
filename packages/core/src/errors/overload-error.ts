import { ActfnError } from "./actfn-error.js";

/** Thrown at once when the maximum number of calls is running and the queue is full. The call has not started. */
export class OverloadError extends ActfnError {
  static readonly code = "ACTFN_OVERLOAD";
  /** The number of calls that may run at a time. */
  readonly concurrency: number;
  /** The number of calls that may wait. */
  readonly queue: number;

  constructor(concurrency: number, queue: number) {
    super(
      OverloadError.code,
      `${concurrency} calls are running and ${queue} are waiting, which are the limits of concurrencyLimiter(). Try again later, or raise its concurrency or queue.`,
    );
    this.concurrency = concurrency;
    this.queue = queue;
  }
}
