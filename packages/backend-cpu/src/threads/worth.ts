/** Milliseconds without threads after a call that they made slower: twice as many each time, half as many after one that they made faster. */
const PAUSE = { least: 50, most: 5000 } as const;
/** How much longer than alone a call may take before threads are blamed: how long it would have taken is an estimate. */
const TOLERANCE = 1.25;

/**
 * Whether threads are worth it just now. Where other work holds the processors, handing over a share can cost the caller
 * its own: a call that took much longer than it would have alone is followed by a pause.
 */
export class Worth {
  private pause: number = PAUSE.least;
  private until = 0;

  /** Whether threads may be tried now, in milliseconds of the clock that {@link learn} is told. */
  isPaused(now: number): boolean {
    return now < this.until;
  }

  /** What a call has shown: how long it took, and how long it would have taken this thread alone. */
  learn(now: number, took: number, alone: number): void {
    if (took <= TOLERANCE * alone) {
      this.pause = Math.max(this.pause / 2, PAUSE.least);
      return;
    }
    this.until = now + this.pause;
    this.pause = Math.min(2 * this.pause, PAUSE.most);
  }
}
