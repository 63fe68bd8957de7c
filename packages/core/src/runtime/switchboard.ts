import type { Backend, Precision } from "../backend.js";
import { BackendDisposedError } from "../errors/backend-disposed-error.js";
import type { Traffic } from "./call-path.js";
import { Canary, type CanaryOptions, type CanaryOutcome } from "./canary.js";
import type { Listeners } from "./events.js";
import { reasonOf } from "./fallback.js";
import { timeLimit } from "./host.js";
import type { InUse } from "./in-use.js";
import { type Failure, Lineup, type Occupancy } from "./lineup.js";
import { type Backends, eachMade, PATIENCE, prove, startDeadline, started, type UseOptions } from "./swap.js";

/** What a switchboard works with. */
export interface Station {
  readonly listeners: Listeners;
  readonly occupancy: Occupancy;
  readonly inUse: InUse;
  readonly precision: Precision;
}

/** Decides where calls go: holds the list in use, replaces it by another, and lets a canary take over. */
export class Switchboard implements Traffic {
  current: Lineup;
  canary: Canary | undefined;
  swaps = 0;
  /** How many swaps have been asked for and not been made yet. */
  pending = 0;
  lastError: string | undefined;
  disposed = false;
  private readonly station: Station;
  private queue: Promise<unknown> = Promise.resolve();
  /** Lists that end with it, besides the one in use. */
  private readonly more: readonly Lineup[];
  /** What becomes of the backends that have left and are to be disposed of. */
  private readonly fates = new Set<Promise<Failure | undefined>>();
  private accepted = 0;
  private readonly onQuiet: (() => void)[] = [];

  constructor(backends: readonly Backend[], station: Station, more: readonly Lineup[]) {
    this.station = station;
    this.more = more;
    this.current = new Lineup(backends, station.occupancy);
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
    const leaving = [...this.fates];
    const fates = lists.flatMap(({ backends }) => backends.map((backend) => this.doom(backend, PATIENCE)));
    // The lists stay open for calls that have been accepted and wait for their turn.
    await atMost(PATIENCE, Promise.all([this.quiet(), ...leaving]));
    for (const lineup of lists) lineup.retire();
    const failures = (await Promise.all(fates)).filter((failure) => failure !== undefined);
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
    let candidate: Lineup | undefined;
    const make = async (): Promise<Lineup> => {
      const ready = await starting;
      // Of what starts only after it was given up no list is made.
      deadline.signal.throwIfAborted();
      this.requireLive();
      candidate = new Lineup(ready, this.station.occupancy);
      const unknown = ready.filter((backend) => !this.current.backends.includes(backend));
      await prove(unknown, options, this.station.inUse, this.station.precision, deadline.signal);
      this.requireLive();
      return candidate;
    };
    try {
      return this.install(await deadline.race(make()), options);
    } catch (error) {
      this.lastError = reasonOf(error);
      candidate?.retire();
      eachMade(given, (backend) => this.discard(backend));
      throw error;
    } finally {
      deadline.release();
    }
  }

  /** Disposes of a backend that was made for a swap which has failed, unless others have got hold of it meanwhile. */
  private discard(backend: Backend): void {
    if (!this.station.occupancy.needs(backend)) void this.doom(backend, PATIENCE);
  }

  /** From here on new calls go to another list. There is nothing to wait for in between. */
  private install(lineup: Lineup, { dispose = false, drain }: UseOptions): Replaced {
    this.requireLive();
    const { listeners, occupancy } = this.station;
    for (const backend of lineup.backends) occupancy.requireUsable(backend);
    this.canary?.rollBack("a swap replaced the list");
    const from = this.current;
    this.current = lineup;
    this.swaps++;
    this.lastError = undefined;
    occupancy.spare(lineup.backends);
    const leaving = dispose ? from.backends.filter((backend) => !lineup.backends.includes(backend)) : [];
    const fates = leaving.map((backend) => this.doom(backend, typeof drain === "number" ? drain : PATIENCE));
    from.retire();
    listeners.tell("swap", () => ({ from: from.backends, to: lineup.backends }));
    return { drained: from.drained(), fates };
  }

  private async begin(options: CanaryOptions): Promise<{ outcome: Promise<CanaryOutcome> }> {
    const { occupancy, listeners, inUse, precision } = this.station;
    this.requireLive();
    const lineup = new Lineup([options.backend], occupancy);
    const deadline = startDeadline({});
    try {
      await deadline.race(prove(lineup.backends, {}, inUse, precision, deadline.signal));
      this.requireLive();
    } catch (error) {
      lineup.retire();
      throw error;
    } finally {
      deadline.release();
    }
    this.canary?.rollBack("another canary replaced it");
    // In an object, so that nobody waits for the outcome by waiting for the beginning.
    return {
      outcome: new Promise((resolve) => {
        this.canary = new Canary(options, lineup, this.current, listeners, (outcome) => {
          this.canary = undefined;
          if (outcome.outcome === "promoted") this.promote(lineup, options);
          else this.dismiss(lineup, options);
          resolve(outcome);
        });
      }),
    };
  }

  private promote(canary: Lineup, { backend, dispose = false }: CanaryOptions): void {
    // It may have been further down the list already.
    const others = this.current.backends.slice(1).filter((other) => other !== backend);
    this.install(new Lineup([backend, ...others], this.station.occupancy), { dispose });
    canary.retire();
  }

  private dismiss(canary: Lineup, { backend, dispose = false }: CanaryOptions): void {
    if (dispose && !this.current.backends.includes(backend)) void this.doom(backend, PATIENCE);
    canary.retire();
  }

  private doom(backend: Backend, patience: number): Promise<Failure | undefined> {
    const fate = this.station.occupancy.doom(backend, patience);
    this.fates.add(fate);
    void fate.then(() => this.fates.delete(fate));
    return fate;
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
  readonly fates: readonly Promise<unknown>[];
}

async function settled({ drained, fates }: Replaced, drain: UseOptions["drain"] = false): Promise<void> {
  if (drain === false) return;
  const done = drained.then(() => Promise.all(fates));
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
