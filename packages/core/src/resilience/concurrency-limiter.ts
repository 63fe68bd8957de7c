import { fields } from "../errors/checks.js";
import { OverloadError } from "../errors/overload-error.js";
import { untilAborted } from "../runtime/deadline.js";
import type { Policy } from "../runtime/policy.js";
import { limiterFields } from "./policy-options.js";

/** How many calls may run at a time, and how many may wait. */
export interface ConcurrencyLimiterOptions {
  /**
   * How many asynchronous calls may run at a time. A call that is aborted or out of time gives up its place at once, so
   * that a backend that hangs holds up nobody; one that ignores `request.signal` continues to compute, and may then have
   * more than so many.
   */
  readonly concurrency: number;
  /** How many more may wait for a place. The next one throws an `OverloadError`. Default: 0. */
  readonly queue?: number;
}

const checkOptions = fields(limiterFields, ["concurrency"]);

/**
 * Limits how many asynchronous calls of a runtime run at a time. A call that waits goes to the backends that are in use
 * when its turn comes, and its time-out includes the wait. Throws a `ConfigError` if an option is not valid.
 */
export function concurrencyLimiter(options: ConcurrencyLimiterOptions): Policy {
  checkOptions(options, "", "concurrencyLimiter");
  const { concurrency, queue = 0 } = options;
  return () => {
    const limiter = new ConcurrencyLimiter(concurrency, queue);
    return {
      aroundCall: {
        run: async (call, next) => {
          const { signal } = call.request;
          const turn = limiter.enter(signal);
          if (turn !== undefined) await turn;
          try {
            const work = next(call);
            return await (signal === undefined ? work : untilAborted(signal, work));
          } finally {
            limiter.leave();
          }
        },
      },
      queue: () => ({
        waiting: limiter.waiting,
        isFull: limiter.running >= concurrency && limiter.waiting >= queue,
      }),
    };
  };
}

/** A call in the queue; `left` once it has been admitted or aborted. */
interface Waiting {
  admit: () => void;
  left: boolean;
}

/** How many calls that have left may remain in the queue, beside as many as wait, before it is compacted. */
const MOST_LEFT = 64;

/** Admits `concurrency` calls at a time; `places` more wait in a queue; further ones are refused at once. */
export class ConcurrencyLimiter {
  private readonly concurrency: number;
  private readonly places: number;
  private queue: Waiting[] = [];
  /** How many of the queue, from its beginning, have been admitted. */
  private head = 0;
  private inside = 0;
  private outside = 0;

  constructor(concurrency: number, places: number) {
    this.concurrency = concurrency;
    this.places = places;
  }

  get running(): number {
    return this.inside;
  }

  get waiting(): number {
    return this.outside;
  }

  /**
   * Resolves when the call is admitted; throws an `OverloadError` if the queue is full. A signal that fires while the call
   * waits rejects with its reason. An admitted call must `leave`. Returns undefined if the call is admitted at once.
   */
  enter(signal?: AbortSignal): Promise<void> | undefined {
    if (this.inside < this.concurrency) {
      this.inside++;
      return undefined;
    }
    if (this.outside >= this.places) throw new OverloadError(this.concurrency, this.places);
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        waiting.left = true;
        this.outside--;
        this.compact();
        reject(signal?.reason);
      };
      const waiting: Waiting = {
        left: false,
        admit: () => {
          signal?.removeEventListener("abort", giveUp);
          resolve();
        },
      };
      signal?.addEventListener("abort", giveUp, { once: true });
      this.outside++;
      this.queue.push(waiting);
    });
  }

  leave(): void {
    const next = this.next();
    if (next === undefined) {
      this.inside--;
      return;
    }
    this.outside--;
    this.compact();
    next.admit();
  }

  private next(): Waiting | undefined {
    while (this.head < this.queue.length) {
      const waiting = this.queue[this.head++] as Waiting;
      if (waiting.left) continue;
      waiting.left = true;
      return waiting;
    }
    return undefined;
  }

  /** Removes calls that have left, so that the queue does not grow with them. */
  private compact(): void {
    if (this.queue.length <= 2 * this.outside + MOST_LEFT) return;
    this.queue = this.queue.filter(({ left }) => !left);
    this.head = 0;
  }
}
