/** Calls in the faster way before the slower one is measured again. The number doubles each time that it is still slower. */
const WAIT = { first: 16, last: 1024 } as const;
/**
 * Calls of a measurement. Two are enough once it has taken so many milliseconds. A thread that has just woken may be late, or on
 * the caller's own processor, so one call is not enough.
 */
const MEASURED = { calls: 8, milliseconds: 10 } as const;
/** A call counts as at most so many times the expected time, because other work on the machine may have delayed it. */
const SLOWEST = { ofBoth: 4, ofOne: 2 } as const;
/** Calls over which the time of the current way is averaged. A call that finds the threads asleep costs most. */
const SPAN = 8;

/** A way to compute: in the calling thread only, or shared with other threads. */
export type Way = "alone" | "shared";

/** Finds by measurement whether threads make the requests of one kind faster. It depends on what else the processors do. */
export class ThreadTuner {
  /** Average milliseconds of a call. */
  private readonly took: Record<Way, number> = {
    alone: Number.POSITIVE_INFINITY,
    shared: Number.POSITIVE_INFINITY,
  };
  private way: Way = "alone";
  private isMeasuring = false;
  /** Calls before the next measurement, or left in the current one. */
  private left = 2;
  private wait: number = WAIT.first;
  /** Milliseconds of the current measurement, and its calls and milliseconds that count. */
  private spent = 0;
  private counted = { calls: 0, milliseconds: 0 };

  /** The way for the next call. */
  next(): Way {
    if (this.isMeasuring) {
      if (this.left === 0) this.endMeasurement();
    } else if (this.way !== this.faster) this.settle(WAIT.first);
    else if (this.left === 0) {
      this.isMeasuring = true;
      this.way = this.way === "alone" ? "shared" : "alone";
      this.left = MEASURED.calls;
      this.spent = 0;
      this.counted = { calls: 0, milliseconds: 0 };
    }
    this.left--;
    return this.way;
  }

  /** Records the time of a call. `helped` says whether a thread computed a part of it. */
  learn(way: Way, took: number, helped: boolean): void {
    this.spent += took;
    // Before the first measurement only the last call counts: the engine may not have optimized the kernel before.
    if (this.took.shared === Number.POSITIVE_INFINITY && way === "alone") this.took.alone = took;
    else if (!this.isMeasuring)
      this.took[way] += (Math.min(took, SLOWEST.ofOne * this.took[way]) - this.took[way]) / SPAN;
    else if (way === "alone" || helped || this.counted.calls > 0) this.learnMeasured(way, took);
    if (this.isMeasuring && this.left < MEASURED.calls - 1 && this.spent > MEASURED.milliseconds)
      this.left = 0;
  }

  /** A measurement of threads begins with the first call in which one helped. Before that they may have been asleep. */
  private learnMeasured(way: Way, took: number): void {
    if (this.counted.calls === 0) this.left = MEASURED.calls - 1;
    const other = this.took[way === "alone" ? "shared" : "alone"];
    this.counted.calls++;
    this.counted.milliseconds += Math.min(took, SLOWEST.ofBoth * other);
    this.took[way] = this.counted.milliseconds / this.counted.calls;
  }

  private get faster(): Way {
    return this.took.shared < this.took.alone ? "shared" : "alone";
  }

  private endMeasurement(): void {
    this.isMeasuring = false;
    this.settle(this.way === this.faster ? WAIT.first : Math.min(2 * this.wait, WAIT.last));
  }

  private settle(wait: number): void {
    this.way = this.faster;
    this.wait = wait;
    this.left = wait;
  }
}
