import { engineRows, relaxedResults, type ShownRow, shownRow } from "../../catalogue/matrix-report.js";

/** The matrix as its page shows it. */
interface Shown {
  readonly rows: readonly ShownRow[];
  readonly relaxed: ReturnType<typeof relaxedResults>;
}

declare const data: Shown;

export { data };

/** Runs when the site is built: what each engine and processor gave. */
export default {
  watch: ["../../reports/matrix/*.json"],
  load: (): Shown => {
    const rows = engineRows();
    return { rows: rows.map(shownRow), relaxed: relaxedResults(rows) };
  },
};
