/** What a runtime allows its calls. Nothing is limited where a field is absent. */
export interface Limits {
  /** How many milliseconds an asynchronous call may take, waiting included; a call's own option `timeout` goes before. Then it rejects with a `TimeoutError`; what the backend still computes is dropped. */
  readonly timeout?: number;
  /**
   * How many asynchronous calls may be on their way at a time. A call that is aborted or out of time gives up its place at
   * once, so that one that hangs holds up nobody; a backend that pays no heed to `request.signal` goes on computing it,
   * and may then have more than so many.
   */
  readonly concurrency?: number;
  /** How many more may wait for a place; 0 where absent. The next one is refused with an `OverloadError`. */
  readonly queue?: number;
  /** How many bytes the tensors of one call may take, inputs and results together. A larger call is refused with an `InputSizeError` before anything is allocated. */
  readonly bytes?: number;
}
