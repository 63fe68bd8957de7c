// Bundlers that build for browsers: each builds the page of the program, and Chromium runs it.

import { cpSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runFolder, runPage } from "./page.mjs";

/** @typedef {import("./bench.mjs").Bench} Bench */
/** @typedef {import("./bench.mjs").Run} Run */

/** The warnings of a bundler about the packages. Those about others, such as ONNX Runtime, do not count. */
const OURS = /@actfn/;

/**
 * @param {Run} run
 * @param {readonly string[]} warnings
 * @returns {Run}
 */
export function withWarnings(run, warnings) {
  return { ...run, problems: [...warnings.filter((text) => OURS.test(text)), ...run.problems] };
}

/**
 * The page that loads a script. `given` is what the program is told: where ONNX Runtime's WebAssembly lies, and the script of
 * isolate(), where the bundler has not found them itself.
 * @param {string} folder
 * @param {string} script
 * @param {object} [given]
 */
function writePage(folder, script, given = {}) {
  writeFileSync(
    join(folder, "index.html"),
    `<!doctype html><meta charset="utf-8"><title>actfn</title><link rel="icon" href="data:,">
<script>globalThis.actfnFixture = ${JSON.stringify(given)}</script>
<script type="module" src="${script}"></script>`,
  );
}

/**
 * The backend in a file of its own, which an isolated worker imports by its address.
 * @param {Bench} bench
 * @param {string} folder
 * @param {string} out
 */
export async function buildIsolated(bench, folder, out) {
  const { build } = await bench.load("esbuild");
  const entry = join(folder, "program", "isolated.mjs");
  await build({ ...esbuildOptions, entryPoints: [entry], outfile: join(out, "isolated.js") });
}

const esbuildOptions = { bundle: true, format: "esm", logLevel: "silent", tsconfigRaw: {} };

/** Where the files are that no bundler is told of: those are copied, as their documentation says. */
const COPIED = { wasm: { wasm: "/ort-wasm-simd-threaded.wasm" }, script: "/worker.js" };

/**
 * @param {Bench} bench
 * @param {string} out
 */
function copyWasm(bench, out) {
  const folder = dirname(bench.require.resolve("onnxruntime-web/wasm"));
  for (const file of ["ort-wasm-simd-threaded.wasm", "ort-wasm-simd-threaded.mjs"])
    cpSync(join(folder, file), join(out, file));
}

/**
 * @param {Bench} bench
 * @param {string} row
 * @param {{ headers?: Record<string, string>, entry?: string }} [options]
 * @returns {Promise<Run>}
 */
export async function esbuildBrowser(bench, row, { headers, entry = "page.mjs" } = {}) {
  const folder = bench.fresh(row);
  const out = join(folder, "site");
  const { build } = await bench.load("esbuild");
  const program = join(folder, "program");
  const { warnings } = await build({
    ...esbuildOptions,
    platform: "browser",
    entryPoints: {
      main: join(program, entry),
      worker: "@actfn/core/isolate/worker",
      isolated: join(program, "isolated.mjs"),
      ...(entry === "page.mjs" ? {} : { page: join(program, "page.mjs") }),
    },
    absWorkingDir: folder,
    outdir: out,
  });
  copyWasm(bench, out);
  writePage(out, "/main.js", COPIED);
  const texts = warnings.map((/** @type {object} */ warning) => JSON.stringify(warning));
  return withWarnings(await runFolder(bench, out, headers === undefined ? {} : { headers }), texts);
}

/** @type {(bench: Bench, row: string) => Promise<Run>} */
export async function rollupBrowser(bench, row) {
  const folder = bench.fresh(row);
  const out = join(folder, "site");
  const [{ rollup }, { nodeResolve }] = [
    await bench.load("rollup"),
    await bench.load("@rollup/plugin-node-resolve"),
  ];
  /** @type {string[]} */
  const warnings = [];
  const program = join(folder, "program");
  const bundle = await rollup({
    input: {
      main: join(program, "page.mjs"),
      isolated: join(program, "isolated.mjs"),
      worker: bench.require.resolve("@actfn/core/isolate/worker"),
    },
    plugins: [nodeResolve({ browser: true })],
    onwarn: (/** @type {{ message: string, id?: string }} */ { message, id = "" }) =>
      warnings.push(`${id} ${message}`),
  });
  await bundle.write({ dir: out, format: "es", entryFileNames: "[name].js" });
  await bundle.close();
  copyWasm(bench, out);
  writePage(out, "/main.js", COPIED);
  return withWarnings(await runFolder(bench, out), warnings);
}

/** @type {(bench: Bench, row: string, options?: { headers?: Record<string, string> }) => Promise<Run>} */
export async function viteBuild(bench, row, { headers } = {}) {
  const folder = bench.fresh(row);
  const out = join(folder, "site");
  const { build, createLogger } = await bench.load("vite");
  writePage(folder, "/program/page.mjs");
  /** @type {string[]} */
  const warnings = [];
  await build({ ...viteOptions(folder, createLogger, warnings), build: { outDir: out, target: "es2022" } });
  await buildIsolated(bench, folder, out);
  return withWarnings(await runFolder(bench, out, headers === undefined ? {} : { headers }), warnings);
}

/** @type {(bench: Bench, row: string) => Promise<Run>} */
export async function viteDev(bench, row) {
  const folder = bench.fresh(row);
  const { createServer, createLogger } = await bench.load("vite");
  const { ISOLATION: headers } = await import("./page.mjs");
  writePage(folder, "/program/page.mjs");
  await buildIsolated(bench, folder, join(folder, "public"));
  /** @type {string[]} */
  const warnings = [];
  const server = await createServer({
    ...viteOptions(folder, createLogger, warnings),
    // As its documentation and ONNX Runtime's say: what brings a worker or WebAssembly of its own is not joined beforehand.
    optimizeDeps: {
      exclude: ["@actfn/core", "@actfn/backend-cpu", "@actfn/backend-onnx", "onnxruntime-web"],
    },
    server: { host: "127.0.0.1", port: 0, hmr: false, watch: null, headers },
  });
  try {
    await server.listen();
    return withWarnings(await runPage(bench, server.resolvedUrls.local[0]), warnings);
  } finally {
    await server.close();
  }
}

/**
 * @param {string} root
 * @param {(level: string) => any} createLogger
 * @param {string[]} warnings
 */
function viteOptions(root, createLogger, warnings) {
  const note = (/** @type {string} */ text) => warnings.push(text);
  const customLogger = { ...createLogger("silent"), warn: note, warnOnce: note, error: note };
  return { root, configFile: false, customLogger, worker: { format: "es" }, cacheDir: join(root, ".vite") };
}

/** @type {(bench: Bench, row: string, tool: string) => Promise<Run>} */
export async function webpackBrowser(bench, row, tool) {
  const folder = bench.fresh(row);
  const out = join(folder, "site");
  const warnings = await webpackBuild(bench, tool, {
    context: folder,
    target: "web",
    entry: "./program/page.mjs",
    output: { path: out, filename: "main.js", publicPath: "/" },
  });
  await buildIsolated(bench, folder, out);
  writePage(out, "/main.js");
  return withWarnings(await runFolder(bench, out), warnings);
}

/**
 * Builds with webpack or with Rspack, whose interface is the same. Returns its warnings; throws its errors.
 * @param {Bench} bench
 * @param {string} tool
 * @param {object} options
 * @returns {Promise<string[]>}
 */
export async function webpackBuild(bench, tool, options) {
  const loaded = await bench.load(tool);
  const pack = loaded.rspack ?? loaded.default;
  // webpack reads the tsconfig.json of the current folder, the repository's, whose paths lead to the sources.
  const alone = tool === "webpack" ? { resolve: { tsconfig: false } } : {};
  const compiler = pack({ mode: "production", performance: false, ...alone, ...options });
  const stats = await new Promise((resolve, reject) => {
    compiler.run((/** @type {unknown} */ error, /** @type {any} */ result) =>
      error ? reject(error) : resolve(result),
    );
  });
  await new Promise((resolve) => compiler.close(resolve));
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  const texts = (/** @type {any[]} */ list) =>
    list.map(
      ({ message, moduleName = "", moduleIdentifier = "" }) => `${moduleName} ${moduleIdentifier} ${message}`,
    );
  if (errors.length > 0) throw new Error(texts(errors).join("\n"));
  return texts(warnings);
}

/** The settings that Parcel needs: a target for browsers, and support of `exports`. */
const PARCEL = {
  private: true,
  browserslist: "last 2 Chrome versions",
  "@parcel/resolver-default": { packageExports: true },
  targets: {
    default: { context: "browser", includeNodeModules: true, outputFormat: "esmodule", distDir: "site" },
  },
};

/** @type {(bench: Bench, row: string) => Promise<Run>} */
export async function parcelBrowser(bench, row) {
  const folder = bench.fresh(row);
  const out = join(folder, "site");
  // Parcel replaces the address of ONNX Runtime's module by one on the disk, so its files are served apart.
  const wasm = { mjs: "/ort-wasm-simd-threaded.mjs", wasm: "/ort-wasm-simd-threaded.wasm" };
  writePage(folder, "./program/page.mjs", { wasm });
  writeFileSync(join(folder, "package.json"), JSON.stringify(PARCEL));
  // Parcel takes the folder of a lockfile for the root of the project.
  writeFileSync(join(folder, "yarn.lock"), "");
  const cli = join(dirname(bench.require.resolve("parcel/package.json")), "lib", "bin.js");
  const flags = ["--no-cache", "--no-source-maps", "--no-content-hash"];
  const built = await bench.program([cli, "build", "index.html", ...flags], { cwd: folder });
  if (built.problems.length > 0) return built;
  copyWasm(bench, out);
  await buildIsolated(bench, folder, out);
  return runFolder(bench, out);
}
