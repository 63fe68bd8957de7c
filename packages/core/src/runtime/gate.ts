import { OverloadError } from "../errors/overload-error.js";

/** One that waits at the gate; `left` where it does so no more. */
interface Waiting {
  admit: () => void;
  left: boolean;
}

/** So many that have left may stand in the queue, besides as many as wait, before it is closed up. */
const GAPS = 64;

/** Lets so many calls in at a time; so many more wait their turn; the rest is refused at once. */
export class Gate {
  private readonly concurrency: number;
  private readonly places: number;
  private queue: Waiting[] = [];
  /** How many of the queue, from its beginning, have been let in. */
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
   * Resolves when the call is let in; throws an `OverloadError` where it may not even wait. A signal that fires while
   * it waits rejects with its reason. Whoever was let in must `leave`.
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
        this.closeUp();
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
    this.closeUp();
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

  /** Keeps the queue from growing with those that have left it. */
  private closeUp(): void {
    if (this.queue.length <= 2 * this.outside + GAPS) return;
    this.queue = this.queue.filter(({ left }) => !left);
    this.head = 0;
  }
}
