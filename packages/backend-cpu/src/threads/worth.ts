/** Calls in the faster way until the slower one is tried again: twice as many each time, as long as it stays the slower one. */
const WAIT = { first: 16, last: 1024 } as const;
/**
 * Calls of a trial, or milliseconds after which two are enough: a thread that has just been woken may be behind, or on the
 * caller's own processor.
 */
const TRIAL = { calls: 8, milliseconds: 10 } as const;
/** One call may count as so many times as slow as expected at most: what the machine did meanwhile is not its fault. */
const SLOWEST = { ofBoth: 4, ofOne: 2 } as const;
/** Calls over which the time of the present way is averaged: threads cost most in the calls that find them asleep. */
const SPAN = 8;

/** A way to compute: in the calling thread alone, or shared with others. */
export type Way = "alone" | "shared";

/** Which way is faster for requests of one kind, found by measuring both: other work may hold the processors. */
export class Worth {
  /** Milliseconds of a call, on average. */
  private readonly took: Record<Way, number> = {
    alone: Number.POSITIVE_INFINITY,
    shared: Number.POSITIVE_INFINITY,
  };
  private way: Way = "alone";
  private isTrial = false;
  /** Calls until a trial, or of it. */
  private left = 2;
  private wait: number = WAIT.first;
  /** What the trial has taken, in milliseconds, and the calls and milliseconds in it that count. */
  private tried = 0;
  private counted = { calls: 0, milliseconds: 0 };

  /** The way that the next call is to go. */
  next(): Way {
    if (this.isTrial) {
      if (this.left === 0) this.endTrial();
    } else if (this.way !== this.faster) this.settle(WAIT.first);
    else if (this.left === 0) {
      this.isTrial = true;
      this.way = this.way === "alone" ? "shared" : "alone";
      this.left = TRIAL.calls;
      this.tried = 0;
      this.counted = { calls: 0, milliseconds: 0 };
    }
    this.left--;
    return this.way;
  }

  /** What a call has shown; `helped` tells whether a thread has had a part in it. */
  learn(way: Way, took: number, helped: boolean): void {
    this.tried += took;
    // Before the first trial the last call counts: the ones before may have found a kernel that was not optimised yet.
    if (this.took.shared === Number.POSITIVE_INFINITY && way === "alone") this.took.alone = took;
    else if (!this.isTrial)
      this.took[way] += (Math.min(took, SLOWEST.ofOne * this.took[way]) - this.took[way]) / SPAN;
    else if (way === "alone" || helped || this.counted.calls > 0) this.learnFromTrial(way, took);
    if (this.isTrial && this.left < TRIAL.calls - 1 && this.tried > TRIAL.milliseconds) this.left = 0;
  }

  /** A trial of threads begins, and is counted, with the first call that they had a part in: they may have been asleep. */
  private learnFromTrial(way: Way, took: number): void {
    if (this.counted.calls === 0) this.left = TRIAL.calls - 1;
    const other = this.took[way === "alone" ? "shared" : "alone"];
    this.counted.calls++;
    this.counted.milliseconds += Math.min(took, SLOWEST.ofBoth * other);
    this.took[way] = this.counted.milliseconds / this.counted.calls;
  }

  private get faster(): Way {
    return this.took.shared < this.took.alone ? "shared" : "alone";
  }

  private endTrial(): void {
    this.isTrial = false;
    this.settle(this.way === this.faster ? WAIT.first : Math.min(2 * this.wait, WAIT.last));
  }

  private settle(wait: number): void {
    this.way = this.faster;
    this.wait = wait;
    this.left = wait;
  }
}
