/**
 * npm run bench -- [--quick] [--only relu,gelu] [--sizes 256,65536]
 *
 * Installs its own dependencies, builds the packages, and measures actfn beside what else computes activations, in the
 * same run and in turns. Writes out/bench.json, out/bench.md and out/bench.svg, and prints the tables.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: { quick: { type: "boolean" }, only: { type: "string" }, sizes: { type: "string" } },
});

prepare();
const { measureAll } = await import("./cells.mjs");
const { markdown } = await import("./report.mjs");
const { heatMap } = await import("./heat-map.mjs");

const results = await measureAll({
  quick: values.quick === true,
  only: values.only?.split(","),
  sizes: values.sizes?.split(",").map(Number),
});
mkdirSync(`${here}out`, { recursive: true });
writeFileSync(`${here}out/bench.json`, `${JSON.stringify(results, null, 1)}\n`);
writeFileSync(`${here}out/bench.svg`, heatMap(results));
const text = markdown(results);
writeFileSync(`${here}out/bench.md`, text);
console.log(text);
console.log("Written: bench/out/bench.json, bench/out/bench.md, bench/out/bench.svg");
process.exit(0);

function prepare() {
  const npm = (folder, ...args) =>
    execFileSync(process.platform === "win32" ? "npm.cmd" : "npm", args, {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip" },
    });
  if (!existsSync(`${here}node_modules`)) npm(here, "ci");
  if (!existsSync(`${root}node_modules`)) npm(root, "ci");
  for (const name of ["core", "backend-cpu"]) npm(`${root}packages/${name}`, "run", "build");
}
