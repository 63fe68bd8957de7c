// npm run measure:speed --workspace apps/docs [-- FILE]: takes over what `npm run bench` has measured, for the site to
// show. There is one report for each major version of Node, and for each flag of V8 that it was run with.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const measured = process.argv[2]
  ? resolve(process.env["INIT_CWD"] ?? ".", process.argv[2])
  : fileURLToPath(new URL("../../../bench/out/bench.json", import.meta.url));
if (!existsSync(measured)) {
  console.error("Nothing has been measured yet: run npm run bench at the root first.");
  process.exit(1);
}
const text = readFileSync(measured, "utf8");
const report = JSON.parse(text);
if (report.quick) console.error("This was a quick run; the site should show a full one.");
const major = /^v(\d+)/.exec(report.machine.node)?.[1];
const flags = (report.machine.flags ?? []).map((flag) => flag.split("-").at(-1));
const name = [`bench-node${major}`, ...flags].join("-");
writeFileSync(fileURLToPath(new URL(`../reports/${name}.json`, import.meta.url)), text);
console.log(`Took over the benchmark of ${report.machine.date} as reports/${name}.json.`);
