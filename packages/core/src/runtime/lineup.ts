import type { Backend } from "../backend.js";
import { BackendDisposedError } from "../errors/backend-disposed-error.js";
import { later } from "./host.js";

/**
 * An ordered list of backends, and how many calls are on their way through it. A list is never changed, only replaced:
 * a call walks the list that it began on.
 */
export class Lineup {
  readonly backends: readonly Backend[];
  private readonly occupancy: Occupancy;
  private inFlight = 0;
  private retired = false;
  private readonly waiting: (() => void)[] = [];

  constructor(backends: readonly Backend[], occupancy: Occupancy) {
    for (const backend of backends) occupancy.requireUsable(backend);
    this.backends = Object.freeze([...backends]);
    this.occupancy = occupancy;
    occupancy.add(this);
  }

  get calls(): number {
    return this.inFlight;
  }

  /** Whether a call may still begin on it. */
  get isOpen(): boolean {
    return !this.retired;
  }

  /** Throws a `BackendDisposedError` once it is retired: whoever still holds it has waited too long. */
  enter(): void {
    if (this.retired) throw BackendDisposedError.ofRuntime();
    this.inFlight++;
  }

  leave(): void {
    if (--this.inFlight === 0 && this.retired) this.free();
  }

  /** Says that no call will begin on it any more. */
  retire(): void {
    if (this.retired) return;
    this.retired = true;
    if (this.inFlight === 0) this.free();
  }

  /** Resolves once it is retired and its last call has ended. */
  drained(): Promise<void> {
    if (this.retired && this.inFlight === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private free(): void {
    this.occupancy.remove(this);
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

type Told = (backend: Backend, failure: Failure | undefined) => void;

/** What a backend's dispose threw. */
export interface Failure {
  readonly error: unknown;
}

/** A backend that is to be disposed of as soon as nobody needs it. */
interface Doomed {
  readonly done: Promise<Failure | undefined>;
  readonly settle: (failure?: Failure) => void;
  readonly callOff: () => void;
}

/**
 * Knows which lists are alive: the one in use, those whose calls have not ended, those being tried out, those of a
 * scope. A backend that is to be disposed of is, once it is in none of them.
 */
export class Occupancy {
  private readonly live = new Set<Lineup>();
  private readonly doomed = new Map<Backend, Doomed>();
  private readonly disposed = new WeakSet<Backend>();
  private readonly tell: Told;

  /** `tell` is called with every backend that has been disposed of, and with what its dispose threw. */
  constructor(tell: Told) {
    this.tell = tell;
  }

  /** How many lists are alive. */
  get lists(): number {
    return this.live.size;
  }

  /** How many calls are on their way through them. */
  get calls(): number {
    let calls = 0;
    for (const lineup of this.live) calls += lineup.calls;
    return calls;
  }

  requireUsable(backend: Backend): void {
    if (this.disposed.has(backend)) throw new BackendDisposedError(backend.name);
  }

  add(lineup: Lineup): void {
    this.live.add(lineup);
  }

  remove(lineup: Lineup): void {
    this.live.delete(lineup);
    for (const backend of this.doomed.keys()) {
      if (!this.needs(backend)) this.dispose(backend);
    }
  }

  /** Takes back what `doom` said of backends that have come into use again. */
  spare(backends: readonly Backend[]): void {
    for (const backend of backends) {
      const fate = this.doomed.get(backend);
      this.doomed.delete(backend);
      fate?.callOff();
      fate?.settle();
    }
  }

  /** Disposes of a backend once nobody needs it, or after `patience` milliseconds all the same. Resolves when that is done, with what it threw. */
  doom(backend: Backend, patience: number): Promise<Failure | undefined> {
    if (this.disposed.has(backend)) return Promise.resolve(undefined);
    const known = this.doomed.get(backend);
    if (known !== undefined) return known.done;
    let settle: Doomed["settle"] = () => {};
    const done = new Promise<Failure | undefined>((resolve) => {
      settle = resolve;
    });
    const callOff = Number.isFinite(patience) ? later(patience, () => this.dispose(backend)) : () => {};
    this.doomed.set(backend, { done, settle, callOff });
    if (!this.needs(backend)) this.dispose(backend);
    return done;
  }

  /** Whether a backend is in a list that is alive. */
  needs(backend: Backend): boolean {
    for (const { backends } of this.live) if (backends.includes(backend)) return true;
    return false;
  }

  private dispose(backend: Backend): void {
    const fate = this.doomed.get(backend);
    if (fate === undefined) return;
    this.doomed.delete(backend);
    this.disposed.add(backend);
    fate.callOff();
    // A turn later, so that a synchronous call that is on its way through this backend has ended.
    const done = (failure?: Failure): void => {
      this.tell(backend, failure);
      fate.settle(failure);
    };
    void Promise.resolve()
      .then(() => backend.dispose())
      .then(
        () => done(),
        (error: unknown) => done({ error }),
      );
  }
}
