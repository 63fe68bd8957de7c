/** How long the work that is queued at a time should take, in milliseconds: drivers reset a device that is busy for seconds. */
const BUDGET = 50;
/** Steps a millisecond that a device is assumed to do before it was measured: those of a slow one, so that the first dispatch is short. */
const FIRST_RATE = 1500;
const LARGEST_RATE = 1e9;

/** Cuts work into parts of some milliseconds, by how long earlier parts took on this device. */
export class Pace {
  private rate = FIRST_RATE;

  /** How many elements of some steps each are done in time, a power of two of at least 64. */
  elements(steps: number): number {
    const fitting = (this.rate * BUDGET) / Math.max(steps, 1);
    return 2 ** Math.max(6, Math.floor(Math.log2(fitting)));
  }

  /** Whether so many steps take as long as a part should. */
  isEnough(steps: number): boolean {
    return steps >= (this.rate * BUDGET) / 2;
  }

  /** Takes note that so many steps took so many milliseconds. */
  took(steps: number, milliseconds: number): void {
    const rate = steps / Math.max(milliseconds, 0.1);
    this.rate = Math.min(Math.max(rate, 1), 8 * this.rate, LARGEST_RATE);
  }
}
