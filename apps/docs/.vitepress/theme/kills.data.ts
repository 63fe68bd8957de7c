import { type KillReport, killReport } from "../../catalogue/reports/kill-report.js";

declare const data: KillReport | null;

export { data };

/** Runs when the site is built: workers that were ended in the middle of calls. */
export default {
  watch: ["../../reports/kills.json"],
  load: killReport,
};
