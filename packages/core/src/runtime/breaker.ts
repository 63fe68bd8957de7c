import type { Backend } from "../backend/backend.js";
import { now } from "../host/host.js";
import type { Listeners } from "./events.js";

/** When a backend that fails is left alone, and for how long. */
export interface BreakerOptions {
  /** After so many failures in a row the circuit opens: the backend is passed over. 5 where absent. */
  readonly failures?: number;
  /** After so many milliseconds one call is let through to try it (half-open): its success closes the circuit, its failure opens it again. 30 000 where absent. */
  readonly cooldown?: number;
}

/** The state of a backend's circuit. */
export type CircuitState = "closed" | "open" | "half-open";

interface Circuit {
  state: CircuitState;
  failures: number;
  openedAt: number;
  /** When the one call of a half-open circuit was let through; undefined where none is on its way. */
  triedAt: number | undefined;
  /** The ticket of the calls that are let through now. */
  ticket: number;
  /** The first ticket that still counts: those from before the circuit last changed tell of the past. */
  first: number;
}

/** Where a backend has no circuit yet. */
const FIRST_TICKET = 1;

/** The circuit breakers of one runtime: one for each backend that has failed. */
export class Breakers {
  private readonly circuits = new WeakMap<Backend, Circuit>();
  private readonly failures: number;
  private readonly cooldown: number;
  private readonly listeners: Listeners;

  constructor({ failures = 5, cooldown = 30_000 }: BreakerOptions, listeners: Listeners) {
    this.failures = failures;
    this.cooldown = cooldown;
    this.listeners = listeners;
  }

  /** An open circuit whose time is over counts as half-open: the next call will try it. */
  stateOf(backend: Backend): CircuitState {
    const circuit = this.circuits.get(backend);
    if (circuit === undefined) return "closed";
    return circuit.state === "open" && this.left(circuit) <= 0 ? "half-open" : circuit.state;
  }

  /** Why a backend is not to be asked now, or undefined. Whoever is let through takes a ticket and must tell how it went. */
  objection(backend: Backend): string | undefined {
    const circuit = this.circuits.get(backend);
    if (circuit === undefined || circuit.state === "closed") return undefined;
    const left = this.left(circuit);
    if (circuit.state === "open" && left > 0) {
      return `its circuit is open after ${circuit.failures} failures in a row, for another ${Math.ceil(left)} ms`;
    }
    // One that never comes back does not keep the circuit from being tried again.
    if (circuit.triedAt !== undefined && now() - circuit.triedAt < this.cooldown) {
      return "its circuit is half-open, and one call is trying it";
    }
    circuit.triedAt = now();
    if (circuit.state === "half-open") circuit.ticket++;
    else this.change(backend, circuit, "half-open");
    return undefined;
  }

  /** The ticket of a call that has just been let through. What it tells counts while its circuit stays as it is. */
  ticket(backend: Backend): number {
    return this.circuits.get(backend)?.ticket ?? FIRST_TICKET;
  }

  succeeded(backend: Backend, ticket: number): void {
    const circuit = this.circuits.get(backend);
    if (circuit === undefined || ticket < circuit.first) return;
    circuit.failures = 0;
    circuit.triedAt = undefined;
    this.change(backend, circuit, "closed");
  }

  failed(backend: Backend, ticket: number): void {
    const circuit = this.circuits.get(backend) ?? {
      state: "closed",
      failures: 0,
      openedAt: 0,
      triedAt: undefined,
      ticket: FIRST_TICKET,
      first: FIRST_TICKET,
    };
    if (ticket < circuit.first) return;
    this.circuits.set(backend, circuit);
    circuit.failures++;
    circuit.triedAt = undefined;
    if (circuit.state !== "half-open" && circuit.failures < this.failures) return;
    circuit.openedAt = now();
    this.change(backend, circuit, "open");
  }

  /** Says that a call that was let through has told nothing of the backend: it was unsupported, or called off. */
  undecided(backend: Backend, ticket: number): void {
    const circuit = this.circuits.get(backend);
    if (circuit?.ticket === ticket) circuit.triedAt = undefined;
  }

  private left(circuit: Circuit): number {
    return circuit.openedAt + this.cooldown - now();
  }

  private change(backend: Backend, circuit: Circuit, state: CircuitState): void {
    if (circuit.state === state) return;
    circuit.state = state;
    circuit.first = ++circuit.ticket;
    this.listeners.tell("circuit", () => ({ backend: backend.name, state }));
  }
}
