// npm run measure --workspace apps/docs [-- quick]: checks the backends and writes the reports that the site shows.
//
// A report keeps what the site shows of it: totals, groups, accuracy and what is declared. The single findings are told on
// the terminal; `actfn-conformance` writes them all.

import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cpu } from "@actfn/backend-cpu";
import { onnx } from "@actfn/backend-onnx";
import { checkBackend, summary, toJson } from "@actfn/conformance";

const folder = fileURLToPath(new URL("../reports/conformance/", import.meta.url));
const effort = process.argv[2] === "quick" ? "quick" : "full";

const subjects = [
  { name: "cpu", make: () => cpu() },
  { name: "onnx", make: () => onnx() },
];

mkdirSync(folder, { recursive: true });
for (const { name, make } of subjects) {
  const report = await checkBackend(make, { effort });
  console.log(summary(report));
  const shown = { ...report, findings: [] };
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify(JSON.parse(toJson(shown)))}\n`);
}
