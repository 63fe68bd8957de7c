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
  private readonly worth = new Worth();
  private kernels = 0;

  /** `threads` counts the calling one. None is started before there is work for it. */
  constructor(threads: number, start: StartThread) {
    this.lanes = Array.from({ length: threads - 1 }, () => new Lane(start));
  }

  /** Whether a request gains by threads. */
  accepts(run: Divisible): boolean {
    const { operations } = run.code;
    if (operations < WORTHWHILE.each || run.size * operations < WORTHWHILE.inAll) return false;
    return run.isDivisible && !this.worth.isPaused(performance.now());
  }

  /** Computes a request: whoever is free takes the next elements. What a lost thread leaves undone this one does. */
  perform(run: Divisible): void {
    const start = performance.now();
    const number = this.numberOf(run.code);
    const lanes = this.lanes.filter((lane) => lane.begin(run, number));
    const share = shareOf(run);
    let fastest = Number.POSITIVE_INFINITY;
    try {
      let next = 0;
      while (next < run.size) {
        for (const lane of lanes) next = lane.feed(run, next);
        const count = Math.min(share, run.size - next);
        const before = performance.now();
        run.range(next, count);
        if (count === share) fastest = Math.min(fastest, performance.now() - before);
        next += count;
      }
      for (const lane of lanes) lane.finish(run);
    } finally {
      for (const lane of lanes) lane.leave();
    }
    // A thread that is still starting says nothing.
    if (!lanes.some(({ hasHelped }) => hasHelped)) return;
    const end = performance.now();
    this.worth.learn(end, end - start, (fastest / share) * run.size);
  }

  end(): void {
    for (const lane of this.lanes) lane.end();
  }

  private numberOf(kernel: Code): number {
    let number = this.numbers.get(kernel);
    if (number === undefined) {
      number = this.kernels++;
      this.numbers.set(kernel, number);
    }
    return number;
  }
}
