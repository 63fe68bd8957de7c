import type { DType, Pass, Precision } from "@actfn/core";
import { type Accuracy, histogramEdges } from "./report.js";
import { showNumber } from "./show-number.js";

interface Tally {
  readonly key: Omit<Accuracy, keyof typeof zero | "histogram">;
  readonly counts: { -readonly [K in keyof typeof zero]: (typeof zero)[K] };
  readonly histogram: number[];
  sum: number;
}

const zero = {
  compared: 0,
  worst: 0,
  worstAt: "",
  mean: 0,
  bound: 0,
  declared: 0,
  declaredWorst: 0,
  unknown: 0,
  outside: 0,
};

/** Collects errors by activation, pass, dtype and precision. */
export class AccuracyTable {
  private readonly tallies = new Map<string, Tally>();

  /** The row that errors of such a call are recorded in. */
  row(activation: string, pass: Pass, dtype: DType, precision: Precision): AccuracyRow {
    const key = `${activation} ${pass} ${dtype} ${precision}`;
    let tally = this.tallies.get(key);
    if (tally === undefined) {
      const histogram = Array<number>(histogramEdges.length + 1).fill(0);
      tally = { key: { activation, pass, dtype, precision }, counts: { ...zero }, histogram, sum: 0 };
      this.tallies.set(key, tally);
    }
    return new AccuracyRow(tally);
  }

  report(): Accuracy[] {
    return [...this.tallies.values()].map(({ key, counts, histogram, sum }) => {
      const measured = histogram.reduce((total, count) => total + count, 0);
      return { ...key, ...counts, mean: measured === 0 ? 0 : sum / measured, histogram };
    });
  }
}

/** Where the errors of one kind of call are recorded. */
export class AccuracyRow {
  private readonly tally: Tally;

  constructor(tally: Tally) {
    this.tally = tally;
  }

  /** An error within its bound. */
  within(ulp: number, x: number | undefined, bound: number): void {
    this.count(ulp, x, bound);
  }

  /** An error that a deviation covers. */
  declared(ulp: number): void {
    const { counts } = this.tally;
    counts.compared++;
    counts.declared++;
    if (Number.isFinite(ulp)) counts.declaredWorst = Math.max(counts.declaredWorst, ulp);
  }

  /** An error that a deviation or tolerance of other code paths covers. */
  unknown(): void {
    this.tally.counts.compared++;
    this.tally.counts.unknown++;
  }

  /** An error outside its bound. */
  outside(ulp: number, x: number | undefined, bound: number): void {
    this.tally.counts.outside++;
    if (Number.isFinite(ulp)) this.count(ulp, x, bound);
    else this.tally.counts.compared++;
  }

  private count(ulp: number, x: number | undefined, bound: number): void {
    const { counts, key, histogram } = this.tally;
    counts.compared++;
    this.tally.sum += ulp;
    let bin = 0;
    while (bin < histogramEdges.length && ulp > (histogramEdges[bin] as number)) bin++;
    histogram[bin] = (histogram[bin] as number) + 1;
    if (ulp > counts.worst || counts.worstAt === "") {
      counts.worst = ulp;
      counts.worstAt = x === undefined ? "" : showNumber(x, key.dtype);
      counts.bound = bound;
    }
  }
}
