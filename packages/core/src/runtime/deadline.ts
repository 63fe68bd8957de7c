import { TimeoutError } from "../errors/timeout-error.js";
import { timeLimit } from "../host/host.js";

/** Ends a piece of work early: when the caller's signal fires, or when its time is up. */
export class Deadline {
  /** Fires when the work is ended early, so that a backend can stop. */
  readonly signal: AbortSignal;
  private readonly controller = new AbortController();
  private readonly callOff: (() => void) | undefined;
  private readonly outer: AbortSignal | undefined;
  private readonly onAbort = (): void => this.controller.abort(this.outer?.reason);

  constructor(
    what: string,
    timeout: number | undefined,
    outer?: AbortSignal,
    nextStep = "Allow more time with the option timeout, or compute it in parts.",
  ) {
    this.outer = outer;
    this.signal = this.controller.signal;
    outer?.throwIfAborted();
    outer?.addEventListener("abort", this.onAbort, { once: true });
    if (timeout === undefined || timeout === Number.POSITIVE_INFINITY) return;
    this.callOff = timeLimit(timeout, () => this.controller.abort(new TimeoutError(what, timeout, nextStep)));
  }

  /** Settles with the work, or rejects with the reason if it is ended before. */
  race<T>(work: Promise<T>): Promise<T> {
    return untilAborted(this.signal, work);
  }

  /** Lets go of the timer and of the caller's signal. */
  release(): void {
    this.callOff?.();
    this.outer?.removeEventListener("abort", this.onAbort);
  }
}

/** Settles with the work, or rejects with the signal's reason if that fires before. */
export function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const end = (): void => reject(signal.reason);
    if (signal.aborted) end();
    signal.addEventListener("abort", end, { once: true });
    const settled = (): void => signal.removeEventListener("abort", end);
    work.then(
      (value) => {
        settled();
        resolve(value);
      },
      (error: unknown) => {
        settled();
        reject(error);
      },
    );
  });
}
