import type { Backend, Precision } from "../backend/backend.js";
import { BackendDisposedError } from "../errors/backend-disposed-error.js";
import { timeLimit } from "../host/host.js";
import { BackendList, type BackendReferences, type Failure } from "./backend-list.js";
import type { Traffic } from "./call-path.js";
import { Canary, type CanaryOptions, type CanaryOutcome } from "./canary.js";
import type { Listeners } from "./events.js";
import { reasonOf } from "./fallback.js";
import { type Backends, eachMade, PATIENCE, prove, startDeadline, started, type UseOptions } from "./swap.js";
import type { UsageLog } from "./usage-log.js";

/** What the swaps of a runtime and of its scopes share. */
export interface SwapContext {
  readonly listeners: Listeners;
  readonly references: BackendReferences;
  readonly usageLog: UsageLog;
  readonly precision: Precision;
}

/** Holds the backend list in use, replaces it by another, and runs canaries. */
export class SwapController implements Traffic {
  current: BackendList;
  canary: Canary | undefined;
  swaps = 0;
  /** How many swaps have been asked for and not been made yet. */
  pending = 0;
  lastError: string | undefined;
  disposed = false;
  private readonly context: SwapContext;
  private queue: Promise<unknown> = Promise.resolve();
  /** Lists that end with it, besides the one in use. */
  private readonly more: readonly BackendList[];
  /** What becomes of the backends that have left and are to be disposed of. */
  private readonly disposals = new Set<Promise<Failure | undefined>>();
  private accepted = 0;
  private readonly onQuiet: (() => void)[] = [];

  constructor(backends: readonly Backend[], context: SwapContext, more: readonly BackendList[]) {
    this.context = context;
    this.more = more;
    this.current = new BackendList(backends, context.references);
  }

  accept(): void {
    this.accepted++;
  }

  settle(): void {
    if (--this.accepted === 0) for (const resolve of this.onQuiet.splice(0)) resolve();
  }

  requireLive(): void {
    if (this.disposed) throw BackendDisposedError.ofRuntime();
  }

  /** See `Runtime.use`. */
  async use(given: Backends, options: UseOptions): Promise<readonly Backend[]> {
    this.pending++;
    const starting = started(given);
    // It may fail before its turn comes, when nobody looks yet.
    starting.catch(() => {});
    const turn = this.queue.then(() => this.swap(given, starting, options));
    this.queue = turn.catch(() => {});
    const replaced = await turn.finally(() => {
      this.pending--;
    });
    const { backends } = this.current;
    await settled(replaced, options.drain);
    return backends;
  }

  /** See `Runtime.canary`. */
  async startCanary(options: CanaryOptions): Promise<CanaryOutcome> {
    const turn = this.queue.then(() => this.begin(options));
    this.queue = turn.catch(() => {});
    return (await turn).outcome;
  }

  /** Ends everything, without waiting for swaps that are being prepared: they fail. Rejects with what backends throw when they are disposed of. */
  async dispose(): Promise<void> {
    this.disposed = true;
    this.canary?.rollBack("the runtime was disposed of");
    const lists = [this.current, ...this.more];
    const leaving = [...this.disposals];
    const disposals = lists.flatMap(({ backends }) =>
      backends.map((backend) => this.scheduleDisposal(backend, PATIENCE)),
    );
    // The lists stay open for calls that have been accepted and wait for their turn.
    await atMost(PATIENCE, Promise.all([this.quiet(), ...leaving]));
    for (const list of lists) list.retire();
    const failures = (await Promise.all(disposals)).filter((failure) => failure !== undefined);
    if (failures.length === 1) throw failures[0]?.error;
    if (failures.length > 1) throw new AggregateError(failures.map(({ error }) => error));
  }

  /** Ends the list of a scope, when the calls that it has taken need it no more. */
  async leave(): Promise<void> {
    if (this.accepted > 0) await this.quiet();
    this.current.retire();
  }

  private async swap(
    given: Backends,
    starting: Promise<readonly Backend[]>,
    options: UseOptions,
  ): Promise<Replaced> {
    const deadline = startDeadline(options);
    let candidate: BackendList | undefined;
    const make = async (): Promise<BackendList> => {
      const ready = await starting;
      // Of what starts only after it was given up no list is made.
      deadline.signal.throwIfAborted();
      this.requireLive();
      candidate = new BackendList(ready, this.context.references);
      const unknown = ready.filter((backend) => !this.current.backends.includes(backend));
      await prove(unknown, options, this.context.usageLog, this.context.precision, deadline.signal);
      this.requireLive();
      return candidate;
    };
    try {
      return this.install(await deadline.race(make()), options);
    } catch (error) {
      this.lastError = reasonOf(error);
      candidate?.retire();
      eachMade(given, (backend) => this.discard(backend));
      this.context.listeners.tell("swapFailed", () => ({ kept: this.current.backends, error }));
      throw error;
    } finally {
      deadline.release();
    }
  }

  /** Disposes of a backend that was made for a swap which has failed, unless others have got hold of it meanwhile. */
  private discard(backend: Backend): void {
    if (!this.context.references.needs(backend)) void this.scheduleDisposal(backend, PATIENCE);
  }

  /** From here on new calls go to another list. There is nothing to wait for in between. */
  private install(list: BackendList, { dispose = false, drain }: UseOptions): Replaced {
    this.requireLive();
    const { listeners, references } = this.context;
    for (const backend of list.backends) references.requireUsable(backend);
    this.canary?.rollBack("a swap replaced the list");
    const from = this.current;
    this.current = list;
    this.swaps++;
    this.lastError = undefined;
    references.cancelDisposal(list.backends);
    const leaving = dispose ? from.backends.filter((backend) => !list.backends.includes(backend)) : [];
    const disposals = leaving.map((backend) =>
      this.scheduleDisposal(backend, typeof drain === "number" ? drain : PATIENCE),
    );
    from.retire();
    listeners.tell("swap", () => ({ from: from.backends, to: list.backends }));
    return { drained: from.drained(), disposals };
  }

  private async begin(options: CanaryOptions): Promise<{ outcome: Promise<CanaryOutcome> }> {
    const { references, listeners, usageLog, precision } = this.context;
    this.requireLive();
    const list = new BackendList([options.backend], references);
    const deadline = startDeadline({});
    try {
      await deadline.race(prove(list.backends, {}, usageLog, precision, deadline.signal));
      this.requireLive();
    } catch (error) {
      list.retire();
      throw error;
    } finally {
      deadline.release();
    }
    this.canary?.rollBack("another canary replaced it");
    // In an object, so that nobody waits for the outcome by waiting for the beginning.
    return {
      outcome: new Promise((resolve) => {
        this.canary = new Canary(options, list, this.current, listeners, (outcome) => {
          this.canary = undefined;
          if (outcome.outcome === "promoted") this.promote(list, options);
          else this.dismiss(list, options);
          resolve(outcome);
        });
      }),
    };
  }

  private promote(canary: BackendList, { backend, dispose = false }: CanaryOptions): void {
    // It may have been further down the list already.
    const others = this.current.backends.slice(1).filter((other) => other !== backend);
    this.install(new BackendList([backend, ...others], this.context.references), { dispose });
    canary.retire();
  }

  private dismiss(canary: BackendList, { backend, dispose = false }: CanaryOptions): void {
    if (dispose && !this.current.backends.includes(backend)) void this.scheduleDisposal(backend, PATIENCE);
    canary.retire();
  }

  private scheduleDisposal(backend: Backend, patience: number): Promise<Failure | undefined> {
    const disposal = this.context.references.scheduleDisposal(backend, patience);
    this.disposals.add(disposal);
    void disposal.then(() => this.disposals.delete(disposal));
    return disposal;
  }

  /** Resolves when no call that was accepted is left. */
  private quiet(): Promise<void> {
    if (this.accepted === 0) return Promise.resolve();
    return new Promise((resolve) => this.onQuiet.push(resolve));
  }
}

/** A list that has been replaced: when its calls have ended, and its backends been disposed of. */
interface Replaced {
  readonly drained: Promise<void>;
  readonly disposals: readonly Promise<unknown>[];
}

async function settled({ drained, disposals }: Replaced, drain: UseOptions["drain"] = false): Promise<void> {
  if (drain === false) return;
  const done = drained.then(() => Promise.all(disposals));
  await (drain === true ? done : atMost(drain, done));
}

/** Resolves when something is done, or after so many milliseconds all the same. */
function atMost(ms: number, done: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const callOff = timeLimit(ms, resolve);
    void done.then(() => {
      callOff();
      resolve();
    });
  });
}
