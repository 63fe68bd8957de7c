import type { ElementsKernel, ElementsRun } from "../engine/elements.js";
import type { StartThread } from "./host.js";
import { Lane } from "./lane.js";
import { SHARE } from "./staging.js";
import { Worker } from "./worker.js";

/** Elements, and operations on each, from which on threads are worth their messages; found by measuring. */
const WORTHWHILE = { size: 4 * SHARE, operations: 20 } as const;

/** Computes large requests on several threads, this one included, to the same bits as on one. */
export class Parallel {
  private readonly lanes: readonly Lane[];
  private readonly kernels = new Map<ElementsKernel, number>();
  private busy = false;

  /** `threads` counts the calling one. None is started before there is work for it. */
  constructor(threads: number, start: StartThread) {
    this.lanes = Array.from({ length: threads - 1 }, () => new Lane(new Worker(start)));
  }

  /** Whether a request gains by threads. Sums are left to one, which adds in the promised order. */
  accepts(run: ElementsRun): boolean {
    const { size, operations } = WORTHWHILE;
    if (this.busy || run.size < size || run.kernel.operations < operations) return false;
    return run.writers.every(({ sum }) => sum === undefined);
  }

  /** Computes a request: whoever is free takes the next elements. What a lost thread leaves undone this one does. */
  async perform(run: ElementsRun): Promise<void> {
    this.busy = true;
    try {
      for (const lane of this.lanes) lane.begin(run);
      this.distribute(run, this.numberOf(run.kernel));
      for (const lane of this.lanes) await lane.finish(run);
    } finally {
      for (const lane of this.lanes) lane.rest();
      this.busy = false;
    }
  }

  end(): void {
    for (const lane of this.lanes) lane.end();
  }

  private distribute(run: ElementsRun, kernel: number): void {
    let next = 0;
    while (next < run.size) {
      for (const lane of this.lanes) {
        lane.collect(run);
        if (next >= run.size || !lane.isFree) continue;
        const count = Math.min(SHARE, run.size - next);
        lane.give(run, kernel, next, count);
        next += count;
      }
      const count = Math.min(run.kernel.capacity, run.size - next);
      run.range(next, count);
      next += count;
    }
  }

  private numberOf(kernel: ElementsKernel): number {
    let number = this.kernels.get(kernel);
    if (number === undefined) {
      number = this.kernels.size;
      this.kernels.set(kernel, number);
    }
    return number;
  }
}
