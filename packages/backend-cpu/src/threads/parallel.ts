import type { Code, Divisible } from "../engine/divisible.js";
import type { StartThread } from "./host.js";
import { shareOf } from "./staging.js";
import { ThreadTuner } from "./thread-tuner.js";
import { WorkerSlot } from "./worker-slot.js";

/**
 * Operations of a request, and operations for each element, from which threads can outweigh the copies (measured). With few
 * operations for each element, a call waits for memory.
 */
const WORTHWHILE = { inAll: 1.8e6, each: 20 } as const;

/** Computes large requests on several threads, including the calling one. The bits are those of one thread. */
export class Parallel {
  private readonly workers: readonly WorkerSlot[];
  private readonly numbers = new WeakMap<Code, number>();
  private readonly tuners = new WeakMap<Code, ThreadTuner[]>();
  private kernels = 0;

  /** `threads` includes the calling one. A thread is started when there is work for it. */
  constructor(threads: number, start: StartThread) {
    this.workers = Array.from({ length: threads - 1 }, () => new WorkerSlot(start));
  }

  /** The number of threads, including the calling one, and why there are fewer than `threads`, if some could not be started. */
  get threads(): { readonly count: number; readonly limit: string | undefined } {
    const refusals = this.workers.flatMap(({ refusal }) => refusal ?? []);
    return { count: 1 + this.workers.length - refusals.length, limit: refusals[0] };
  }

  /** Whether threads may make a request faster. */
  accepts(run: Divisible): boolean {
    const { operations } = run.code;
    if (operations < WORTHWHILE.each || run.size * operations < WORTHWHILE.inAll) return false;
    return run.isDivisible;
  }

  /** Computes a request in the way that was faster so far. */
  perform(run: Divisible): void {
    const tuner = this.tunerOf(run);
    const way = tuner.next();
    const start = performance.now();
    const helped = way === "shared" && this.share(run);
    if (way === "alone") run.perform();
    tuner.learn(way, performance.now() - start, helped);
  }

  end(): void {
    for (const worker of this.workers) worker.end();
  }

  /**
   * Gives the next elements to whichever thread is free. The caller computes the shares of a lost thread. Returns whether a thread
   * computed a part.
   */
  private share(run: Divisible): boolean {
    const number = this.numberOf(run.code);
    const share = shareOf(run);
    const workers = new Set<WorkerSlot>();
    try {
      let next = 0;
      while (next < run.size) {
        for (const worker of this.workers) {
          // A thread may still be busy with its last share of the previous request.
          if (!workers.has(worker) && worker.begin(run, number)) workers.add(worker);
          if (workers.has(worker)) next = worker.feed(run, next);
        }
        const count = Math.min(share, run.size - next);
        run.range(next, count);
        next += count;
      }
      for (const worker of workers) worker.finish(run);
    } finally {
      for (const worker of workers) worker.leave();
    }
    return [...workers].some(({ hasHelped }) => hasHelped);
  }

  private numberOf(kernel: Code): number {
    let number = this.numbers.get(kernel);
    if (number === undefined) {
      number = this.kernels++;
      this.numbers.set(kernel, number);
    }
    return number;
  }

  /** The measurements for requests with the same kernel and a similar number of elements. */
  private tunerOf({ code, size }: Divisible): ThreadTuner {
    let tuners = this.tuners.get(code);
    if (tuners === undefined) {
      tuners = [];
      this.tuners.set(code, tuners);
    }
    const magnitude = Math.floor(Math.log2(size));
    tuners[magnitude] ??= new ThreadTuner();
    return tuners[magnitude];
  }
}
