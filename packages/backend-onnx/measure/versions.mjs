// npm run versions --workspace packages/backend-onnx: runs the whole catalogue on older and newer ONNX Runtimes, and writes
// reports/versions.json.
//
// Each version is installed in a folder of its own that is removed afterwards (0.4 GB). What is listed as supported in
// package.json and in the README is what this has run.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const versions = ["1.20.1", "1.21.1", "1.24.3", "1.27.0", "1.29.0", "1.30.0"];
const runtimes = ["onnxruntime-node", "onnxruntime-web"];

const file = fileURLToPath(new URL("../reports/versions.json", import.meta.url));
const check = fileURLToPath(new URL("catalogue.mjs", import.meta.url));

const rows = [];
for (const version of versions) {
  const folder = mkdtempSync(join(tmpdir(), "actfn-versions-"));
  try {
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    const packages = runtimes.map((name) => `${name}@${version}`);
    execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", ...packages], {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
    });
    for (const runtime of runtimes) rows.push(run(runtime, version, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
writeFileSync(
  file,
  `${JSON.stringify({ date: new Date().toISOString(), node: process.version, rows }, null, 1)}\n`,
);
console.log(`Wrote ${file}`);

/** A process of its own, since an old runtime may end it. */
function run(runtime, version, folder) {
  const { stdout, status, signal } = spawnSync(process.execPath, [check, runtime, folder], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const line = stdout.trim().split("\n").at(-1) ?? "";
  const row =
    status === 0
      ? { runtime, version, ...JSON.parse(line) }
      : { runtime, version, ended: signal ?? `exit code ${status}` };
  console.log(JSON.stringify({ ...row, failed: row.failed?.slice(0, 3) }));
  return row;
}
