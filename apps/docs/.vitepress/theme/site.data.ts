import { siteReports } from "../../catalogue/reports/site-report.js";

declare const data: ReturnType<typeof siteReports>;

export { data };

/** Runs when the site is built: what was measured of the site itself. */
export default { watch: ["../../reports/{site,lighthouse}.json"], load: () => siteReports() };
