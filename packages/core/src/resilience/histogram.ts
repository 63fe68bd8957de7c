const PER_OCTAVE = 16;
/** The lower end of the first bucket, in milliseconds: 100 nanoseconds. */
const FLOOR = 1e-4;
/** Up to 2^40 times the floor: 30 hours. */
const BUCKETS = 40 * PER_OCTAVE;

/** Counts durations in buckets that are 4.4 % wide, in memory that never grows. */
export class Histogram {
  private readonly counts = new Uint32Array(BUCKETS);
  private total = 0;
  private longest = 0;

  get count(): number {
    return this.total;
  }

  get max(): number {
    return this.longest;
  }

  add(ms: number): void {
    const bucket = Math.floor(Math.log2(Math.max(ms, FLOOR) / FLOOR) * PER_OCTAVE);
    const at = Math.min(bucket, BUCKETS - 1);
    this.counts[at] = (this.counts[at] as number) + 1;
    this.total++;
    if (ms > this.longest) this.longest = ms;
  }

  /** The duration, in milliseconds, that the given part of all lie at or below: `quantile(0.5)` is the median. 0 where there are none. */
  quantile(part: number): number {
    const rank = Math.ceil(this.total * part);
    let seen = 0;
    for (let i = 0; i < BUCKETS; i++) {
      seen += this.counts[i] as number;
      if (seen >= rank && seen > 0) return Math.min(FLOOR * 2 ** ((i + 0.5) / PER_OCTAVE), this.longest);
    }
    return 0;
  }
}
