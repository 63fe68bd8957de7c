import { type BackendReport, conformanceReports, shown } from "../../catalogue/reports/reports.js";

declare const data: readonly BackendReport[];

export { data };

/** Runs when the site is built: the reports in the repository. */
export default {
  watch: ["../../reports/conformance/*.json"],
  load: (): readonly BackendReport[] => conformanceReports().map(shown),
};
