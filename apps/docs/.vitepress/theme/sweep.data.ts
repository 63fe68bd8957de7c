import { sweepReport, sweepRows } from "../../catalogue/reports/sweep-report.js";

/** The sweep as its table shows it. */
interface Shown {
  readonly node: string;
  readonly date: string;
  readonly stride: number;
  readonly rows: ReturnType<typeof sweepRows>;
}

declare const data: Shown | null;

export { data };

/** Runs when the site is built: the worst of all float32 inputs. */
export default {
  watch: ["../../reports/sweep.json"],
  load: (): Shown | null => {
    const sweep = sweepReport();
    return sweep && { node: sweep.node, date: sweep.date, stride: sweep.stride, rows: sweepRows(sweep) };
  },
};
