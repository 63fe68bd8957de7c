import type { Backend, Precision } from "../backend/backend.js";
import { BackendDisposedError } from "../errors/backend-disposed-error.js";
import { timeLimit } from "../host/host.js";
import { type AroundBackend, BackendList, type BackendReferences, type Failure } from "./backend-list.js";
import type { Traffic } from "./call-path.js";
import type { Listeners } from "./events.js";
import { reasonOf } from "./fallback.js";
import type { Interception, ListInterceptor } from "./policy.js";
import { type Backends, eachMade, PATIENCE, prove, startDeadline, started, type UseOptions } from "./swap.js";
import type { UsageLog } from "./usage-log.js";

/** What the swaps of a runtime and of its scopes share. */
export interface SwapContext {
  readonly listeners: Listeners;
  readonly references: BackendReferences;
  readonly usageLog: UsageLog;
  readonly precision: Precision;
  readonly aroundBackend: AroundBackend | undefined;
}

/** Holds the backend list in use and what intercepts its calls, and replaces it by another. */
export class SwapController implements Traffic {
  current: BackendList;
  interceptor: ListInterceptor | undefined;
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
    this.current = this.listOf(backends);
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

  /** See `Runtime.intercept`. */
  async intercept(backend: Backend, start: (interception: Interception) => ListInterceptor): Promise<void> {
    const turn = this.queue.then(() => this.begin(backend, start));
    this.queue = turn.catch(() => {});
    await turn;
  }

  /** Ends everything, without waiting for swaps that are being prepared: they fail. Rejects with what backends throw when they are disposed of. */
  async dispose(): Promise<void> {
    this.disposed = true;
    this.interceptor?.stop("disposed");
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
      candidate = this.listOf(ready);
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
    this.interceptor?.stop("swapped");
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

  private async begin(
    backend: Backend,
    start: (interception: Interception) => ListInterceptor,
  ): Promise<void> {
    const { references, listeners, usageLog, precision } = this.context;
    this.requireLive();
    const own = new BackendList([backend], references);
    const deadline = startDeadline({});
    try {
      await deadline.race(prove(own.backends, {}, usageLog, precision, deadline.signal));
      this.requireLive();
      this.interceptor?.stop("replaced");
      this.interceptor = start({
        own,
        list: this.current,
        tell: (event, describe) => listeners.tell(event, describe),
        end: ({ promote, dispose }) => {
          this.interceptor = undefined;
          if (promote) this.promote(backend, dispose);
          else if (dispose && !this.current.backends.includes(backend)) {
            void this.scheduleDisposal(backend, PATIENCE);
          }
          own.retire();
        },
      });
    } catch (error) {
      own.retire();
      throw error;
    } finally {
      deadline.release();
    }
  }

  private promote(backend: Backend, dispose: boolean): void {
    // It may have been further down the list already.
    const others = this.current.backends.slice(1).filter((other) => other !== backend);
    this.install(this.listOf([backend, ...others]), { dispose });
  }

  private listOf(backends: readonly Backend[]): BackendList {
    return new BackendList(backends, this.context.references, this.context.aroundBackend);
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
