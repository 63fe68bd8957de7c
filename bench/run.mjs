/**
 * npm run bench -- [--quick] [--only relu,gelu] [--sizes 256,65536] [--no-build]
 *
 * Installs its dependencies, builds the packages, and measures actfn and other libraries for activations in turns, in one run:
 * about 12 minutes, or 60 seconds with --quick. Writes the results to out/bench.json, out/bench.md and out/bench.svg after each
 * activation, and prints the tables. ACTFN_PYTHON names the Python with PyTorch or numpy. Default: python3.
 * `node --experimental-wasm-revectorize bench/run.mjs` measures with V8's flag for 256-bit vectors (Node 24); the report names
 * the flag.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    sizes: { type: "string" },
    "no-build": { type: "boolean", default: false },
  },
});

prepare();
const { measureAll } = await import("./cells.mjs");
const { firstCalls } = await import("./first-call.mjs");
const { memory } = await import("./memory.mjs");
const { markdown } = await import("./report.mjs");
const { heatMap } = await import("./heat-map.mjs");

const only = values.only?.split(",");
const first = firstCalls({ only, tries: values.quick ? 1 : 7 });
const grown = memory();
const sizes = values.sizes?.split(",").map(Number);
const results = await measureAll({ quick: values.quick, only, sizes }, write);
console.log(write(results));
console.log("Written: bench/out/bench.json, bench/out/bench.md, bench/out/bench.svg");
// The threads and processes of contenders would keep this process alive.
process.exit(0);

function write(measured) {
  const results = { ...measured, first, memory: grown };
  const text = markdown(results);
  mkdirSync(`${here}out`, { recursive: true });
  writeFileSync(`${here}out/bench.json`, `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(`${here}out/bench.svg`, heatMap(results));
  writeFileSync(`${here}out/bench.md`, text);
  return text;
}

function prepare() {
  const npm = (folder, ...args) =>
    execFileSync(process.platform === "win32" ? "npm.cmd" : "npm", args, {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip" },
    });
  if (isBehind(here)) npm(here, "ci");
  if (!existsSync(`${root}node_modules`)) npm(root, "ci");
  if (values["no-build"]) return;
  for (const name of ["core", "backend-cpu"]) npm(`${root}packages/${name}`, "run", "build");
}

/** Whether the installation is older than the lockfile. */
function isBehind(folder) {
  const installed = `${folder}node_modules/.package-lock.json`;
  return (
    !existsSync(installed) || statSync(installed).mtimeMs < statSync(`${folder}package-lock.json`).mtimeMs
  );
}
