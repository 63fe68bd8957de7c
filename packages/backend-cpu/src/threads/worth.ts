/** Calls in the faster way until the slower one is tried again: twice as many each time, as long as it stays the slower one. */
const WAIT = { first: 16, last: 1024 } as const;
/**
 * Calls of a trial, or milliseconds after which two are enough: a thread that has just been woken may be behind, or on the
 * caller's own processor.
 */
const TRIAL = { calls: 8, milliseconds: 10 } as const;
/** How much slower than remembered one call may make a way look: what the machine did meanwhile is not its fault. */
const RISE = 1.1;

/** A way to compute: in the calling thread alone, or shared with others. */
export type Way = "alone" | "shared";

/** Which way is faster for requests of one kind, found by measuring both: other work may hold the processors. */
export class Worth {
  /** Milliseconds of a call. */
  private readonly took: Record<Way, number> = {
    alone: Number.POSITIVE_INFINITY,
    shared: Number.POSITIVE_INFINITY,
  };
  private way: Way = "alone";
  private isTrial = false;
  /** Calls until a trial, or of it. */
  private left = 2;
  private wait: number = WAIT.first;
  /** Milliseconds that the trial has taken. */
  private tried = 0;

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
    }
    this.left--;
    return this.way;
  }

  /** What a call has shown. */
  learn(way: Way, took: number): void {
    this.took[way] = Math.min(took, RISE * this.took[way]);
    this.tried += took;
    if (this.isTrial && this.left < TRIAL.calls - 1 && this.tried > TRIAL.milliseconds) this.left = 0;
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
