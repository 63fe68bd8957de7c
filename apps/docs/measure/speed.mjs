// npm run measure:speed --workspace apps/docs: takes over what `npm run bench` has measured, for the site to show.

import { copyFileSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const measured = fileURLToPath(new URL("../../../bench/out/bench.json", import.meta.url));
if (!existsSync(measured)) {
  console.error("Nothing has been measured yet: run npm run bench at the root first.");
  process.exit(1);
}
copyFileSync(measured, fileURLToPath(new URL("../reports/bench.json", import.meta.url)));
console.log("Took over bench/out/bench.json.");
