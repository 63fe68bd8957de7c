import type { Backend } from "../backend/backend.js";
import { BackendDisposedError } from "../errors/backend-disposed-error.js";
import { later } from "../host/host.js";
import type { BackendLease, Executor } from "./policy.js";

/** Returns what is asked instead of a backend. */
export type AroundBackend = (backend: Backend) => Executor;

/**
 * An ordered list of backends, and the number of calls in flight on it. A list does not change, it is replaced: a call stays
 * on the list that it started on.
 */
export class BackendList implements BackendLease {
  readonly backends: readonly Backend[];
  /** What is asked instead of each of them: policies may surround it. */
  readonly asked: readonly Executor[];
  private readonly references: BackendReferences;
  private inFlight = 0;
  private retired = false;
  private readonly waiting: (() => void)[] = [];

  constructor(backends: readonly Backend[], references: BackendReferences, around?: AroundBackend) {
    for (const backend of backends) references.requireUsable(backend);
    this.backends = Object.freeze([...backends]);
    this.asked = around === undefined ? this.backends : this.backends.map(around);
    this.references = references;
    references.add(this);
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
    this.references.remove(this);
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

type Told = (backend: Backend, failure: Failure | undefined) => void;

/** What a backend's dispose threw. */
export interface Failure {
  readonly error: unknown;
}

/** The scheduled disposal of a backend. */
interface ScheduledDisposal {
  readonly done: Promise<Failure | undefined>;
  readonly settle: (failure?: Failure) => void;
  readonly callOff: () => void;
}

/**
 * Counts the references to backends: the lists in use, those with calls in flight, those on probation, those of scopes. A
 * backend whose disposal is scheduled is disposed of when no list has it.
 */
export class BackendReferences {
  private readonly live = new Set<BackendList>();
  private readonly scheduled = new Map<Backend, ScheduledDisposal>();
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
    for (const list of this.live) calls += list.calls;
    return calls;
  }

  requireUsable(backend: Backend): void {
    if (this.disposed.has(backend)) throw new BackendDisposedError(backend.name);
  }

  add(list: BackendList): void {
    this.live.add(list);
  }

  remove(list: BackendList): void {
    this.live.delete(list);
    for (const backend of this.scheduled.keys()) {
      if (!this.needs(backend)) this.dispose(backend);
    }
  }

  /** Cancels the disposal of backends that are in use again. */
  cancelDisposal(backends: readonly Backend[]): void {
    for (const backend of backends) {
      const disposal = this.scheduled.get(backend);
      this.scheduled.delete(backend);
      disposal?.callOff();
      disposal?.settle();
    }
  }

  /** Disposes of a backend once no list has it, or after `patience` milliseconds. Resolves then, with what its dispose threw. */
  scheduleDisposal(backend: Backend, patience: number): Promise<Failure | undefined> {
    if (this.disposed.has(backend)) return Promise.resolve(undefined);
    const known = this.scheduled.get(backend);
    if (known !== undefined) return known.done;
    let settle: ScheduledDisposal["settle"] = () => {};
    const done = new Promise<Failure | undefined>((resolve) => {
      settle = resolve;
    });
    const callOff = Number.isFinite(patience) ? later(patience, () => this.dispose(backend)) : () => {};
    this.scheduled.set(backend, { done, settle, callOff });
    if (!this.needs(backend)) this.dispose(backend);
    return done;
  }

  /** Whether a backend is in a list that is alive. */
  needs(backend: Backend): boolean {
    for (const { backends } of this.live) if (backends.includes(backend)) return true;
    return false;
  }

  private dispose(backend: Backend): void {
    const disposal = this.scheduled.get(backend);
    if (disposal === undefined) return;
    this.scheduled.delete(backend);
    this.disposed.add(backend);
    disposal.callOff();
    // A turn later, so that a synchronous call that is on its way through this backend has ended.
    const done = (failure?: Failure): void => {
      this.tell(backend, failure);
      disposal.settle(failure);
    };
    void Promise.resolve()
      .then(() => backend.dispose())
      .then(
        () => done(),
        (error: unknown) => done({ error }),
      );
  }
}
