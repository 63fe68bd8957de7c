import { now } from "../host/host.js";
import type { CircuitState } from "../runtime/report.js";

/** The circuit of one backend: whether calls are let through, and what they told of the backend. */
export class Circuit {
  private readonly limit: number;
  private readonly cooldown: number;
  private readonly report: (state: CircuitState) => void;
  private current: CircuitState = "closed";
  private failures = 0;
  private openedAt = 0;
  /** When the one call of a half-open circuit was let through; undefined where none is on its way. */
  private triedAt: number | undefined;
  /** The ticket of the calls that are let through now. */
  private ticket = 1;
  /** The first ticket that still counts: those from before the circuit last changed tell of the past. */
  private first = 1;

  /** Opens after `limit` failures in a row, for `cooldown` milliseconds. */
  constructor(limit: number, cooldown: number, report: (state: CircuitState) => void) {
    this.limit = limit;
    this.cooldown = cooldown;
    this.report = report;
  }

  /** An open circuit whose time is over counts as half-open: the next call will try it. */
  get state(): CircuitState {
    return this.current === "open" && this.left <= 0 ? "half-open" : this.current;
  }

  /** Why its backend is not to be asked now, or undefined. */
  objection(): string | undefined {
    if (this.current === "closed") return undefined;
    const { left, triedAt } = this;
    if (this.current === "open" && left > 0) {
      return `its circuit is open after ${this.failures} failures in a row, for another ${Math.ceil(left)} ms`;
    }
    // One that never comes back does not keep the circuit from being tried again.
    return triedAt !== undefined && now() - triedAt < this.cooldown
      ? "its circuit is half-open, and a trial call is running"
      : undefined;
  }

  /** Lets a call through that met no objection, and returns the ticket with which it must tell how it went. */
  enter(): number {
    if (this.current !== "closed") {
      this.triedAt = now();
      if (this.current === "half-open") this.ticket++;
      else this.change("half-open");
    }
    return this.ticket;
  }

  succeeded(ticket: number): void {
    if (ticket < this.first) return;
    this.failures = 0;
    this.triedAt = undefined;
    this.change("closed");
  }

  failed(ticket: number): void {
    if (ticket < this.first) return;
    this.failures++;
    this.triedAt = undefined;
    if (this.current !== "half-open" && this.failures < this.limit) return;
    this.openedAt = now();
    this.change("open");
  }

  /** Says that a call told nothing of the backend: it was unsupported, or called off. */
  undecided(ticket: number): void {
    if (this.ticket === ticket) this.triedAt = undefined;
  }

  private get left(): number {
    return this.openedAt + this.cooldown - now();
  }

  private change(state: CircuitState): void {
    if (this.current === state) return;
    this.current = state;
    this.first = ++this.ticket;
    this.report(state);
  }
}
