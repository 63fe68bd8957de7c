// npm run measure:accuracy --workspace apps/docs: takes over what `npm run sweep --workspace packages/backend-cpu` has
// found, for the site to show.

import { existsSync, readFileSync, writeFileSync } from "node:fs";

const found = new URL("../../../packages/backend-cpu/out/accuracy.json", import.meta.url);
if (!existsSync(found)) {
  console.error("Nothing has been swept yet: run npm run sweep --workspace packages/backend-cpu first.");
  process.exit(1);
}
const text = readFileSync(found, "utf8");
const { date, stride, results } = JSON.parse(text);
if (stride !== 1) console.error(`Every ${stride}th number was tried; the site should show a sweep of all.`);
writeFileSync(new URL("../reports/sweep.json", import.meta.url), text);
console.log(`Took over the sweep of ${date} with ${results.length} results as reports/sweep.json.`);
