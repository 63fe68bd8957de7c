import {
  engineRows,
  relaxedResults,
  type ShownRow,
  shownRow,
} from "../../catalogue/reports/matrix-report.js";
import { type ToolRow, toolRows } from "../../catalogue/reports/tool-report.js";

/** The matrix as its page shows it. */
interface Shown {
  readonly rows: readonly ShownRow[];
  readonly relaxed: ReturnType<typeof relaxedResults>;
  readonly tools: readonly ToolRow[];
}

declare const data: Shown;

export { data };

/** Runs when the site is built: what each engine, processor and tool gave. */
export default {
  watch: ["../../reports/matrix/*.json"],
  load: (): Shown => {
    const rows = engineRows();
    return { rows: rows.map(shownRow), relaxed: relaxedResults(rows), tools: toolRows() };
  },
};
