import { OverloadError } from "../errors/overload-error.js";

/** One that waits at the gate. */
interface Waiting {
  admit: () => void;
  left: boolean;
}

/** Lets so many calls in at a time; so many more wait their turn; the rest is refused at once. */
export class Gate {
  private readonly concurrency: number;
  private readonly places: number;
  private queue: Waiting[] = [];
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
    next.admit();
  }

  private next(): Waiting | undefined {
    while (this.head < this.queue.length) {
      const waiting = this.queue[this.head++] as Waiting;
      if (this.head > 1024 || this.head === this.queue.length) {
        this.queue = this.queue.slice(this.head);
        this.head = 0;
      }
      if (!waiting.left) return waiting;
    }
    return undefined;
  }
}
