import { ActfnError } from "./actfn-error.js";

/** Thrown when something took longer than it was allowed to: a call, or making a backend ready. */
export class TimeoutError extends ActfnError {
  static readonly code = "ACTFN_TIMEOUT";
  /** The time that was allowed, in milliseconds. */
  readonly timeout: number;

  constructor(what: string, timeout: number, nextStep: string) {
    super(TimeoutError.code, `${what} took longer than ${timeout} ms. ${nextStep}`);
    this.timeout = timeout;
  }
}
