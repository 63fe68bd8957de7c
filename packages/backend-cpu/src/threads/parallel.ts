import type { Code, Divisible } from "../engine/divisible.js";
import type { StartThread } from "./host.js";
import { Lane } from "./lane.js";
import { shareOf } from "./staging.js";
import { Worth } from "./worth.js";

/**
 * Operations in a request, and on each of its elements, from which on threads are worth the copies; found by measuring.
 * Where there are few operations on an element, memory is what a call waits for.
 */
const WORTHWHILE = { inAll: 1.8e6, each: 20 } as const;

/** Computes large requests on several threads, this one included, to the same bits as on one. */
export class Parallel {
  private readonly lanes: readonly Lane[];
  private readonly numbers = new WeakMap<Code, number>();
  private readonly worths = new WeakMap<Code, Worth[]>();
  private kernels = 0;

  /** `threads` counts the calling one. None is started before there is work for it. */
  constructor(threads: number, start: StartThread) {
    this.lanes = Array.from({ length: threads - 1 }, () => new Lane(start));
  }

  /** How many threads there may be, the calling one included, and why fewer than were asked for where they could not be started. */
  get threads(): { readonly count: number; readonly limit: string | undefined } {
    const refusals = this.lanes.flatMap(({ refusal }) => refusal ?? []);
    return { count: 1 + this.lanes.length - refusals.length, limit: refusals[0] };
  }

  /** Whether a request may gain by threads. */
  accepts(run: Divisible): boolean {
    const { operations } = run.code;
    if (operations < WORTHWHILE.each || run.size * operations < WORTHWHILE.inAll) return false;
    return run.isDivisible;
  }

  /** Computes a request in the way that has been the faster one. */
  perform(run: Divisible): void {
    const worth = this.worthOf(run);
    const way = worth.next();
    const start = performance.now();
    const helped = way === "shared" && this.share(run);
    if (way === "alone") run.perform();
    worth.learn(way, performance.now() - start, helped);
  }

  end(): void {
    for (const lane of this.lanes) lane.end();
  }

  /**
   * Whoever is free takes the next elements. What a lost thread leaves undone this one does. Tells whether a thread had a
   * part in it.
   */
  private share(run: Divisible): boolean {
    const number = this.numberOf(run.code);
    const share = shareOf(run);
    const lanes = new Set<Lane>();
    try {
      let next = 0;
      while (next < run.size) {
        for (const lane of this.lanes) {
          // A thread may be busy for a moment yet with its last share of the request before.
          if (!lanes.has(lane) && lane.begin(run, number)) lanes.add(lane);
          if (lanes.has(lane)) next = lane.feed(run, next);
        }
        const count = Math.min(share, run.size - next);
        run.range(next, count);
        next += count;
      }
      for (const lane of lanes) lane.finish(run);
    } finally {
      for (const lane of lanes) lane.leave();
    }
    return [...lanes].some(({ hasHelped }) => hasHelped);
  }

  private numberOf(kernel: Code): number {
    let number = this.numbers.get(kernel);
    if (number === undefined) {
      number = this.kernels++;
      this.numbers.set(kernel, number);
    }
    return number;
  }

  /** What is known of requests with the same kernel and about as many elements. */
  private worthOf({ code, size }: Divisible): Worth {
    let worths = this.worths.get(code);
    if (worths === undefined) {
      worths = [];
      this.worths.set(code, worths);
    }
    const magnitude = Math.floor(Math.log2(size));
    worths[magnitude] ??= new Worth();
    return worths[magnitude];
  }
}
