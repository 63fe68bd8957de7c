// What an application carries at start, and what it has loaded once an activation has been computed: bundled by esbuild with
// code splitting, minified, each file gzipped. The limits are what the READMEs say.

import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { root } from "../steps/repository.mjs";

export const title = "bundles are as small as the READMEs say";

/** Limits in bytes: of what is loaded at start, and of that and what the backend's factory loads. */
const LIMITS = {
  cpu: { start: 35_000, running: 72_000 },
  webgpu: { start: 35_000, running: 85_000 },
};

/** @param {string} backend */
const applicationOn = (backend) => `
import { relu, use } from "@actfn/core";
import { ${backend} } from "@actfn/backend-${backend}";
await use(${backend}());
console.log(await relu([-1, 2]), relu.sync);
`;

/** @returns {Promise<string[]>} */
export async function check() {
  const problems = [];
  for (const [backend, limits] of Object.entries(LIMITS)) {
    const sizes = await bundleSizes(applicationOn(backend), /^start-/);
    for (const part of /** @type {const} */ (["start", "running"])) {
      if (sizes[part] > limits[part]) {
        problems.push(
          `relu, use and ${backend}: ${sizes[part]} bytes are loaded ${part === "start" ? "at start" : "once relu runs"}, more than ${limits[part]}; see what is new with esbuild's metafile, and load it later`,
        );
      }
    }
  }
  const carried = await sourcesOf("packages/core/src/index.ts");
  for (const path of carried.filter((source) => source.includes("/resilience/"))) {
    problems.push(`@actfn/core imports ${path}, which only @actfn/core/resilience and /config may`);
  }
  for (const path of carried.filter((source) => /activations\/.*\/facts\//.test(source))) {
    problems.push(`@actfn/core imports ${path}, which only @actfn/core/facts may`);
  }
  return problems;
}

/**
 * The files that an entry imports, directly or by way of others.
 *
 * @param {string} entry
 * @returns {Promise<string[]>}
 */
async function sourcesOf(entry) {
  const { metafile } = await build({
    entryPoints: [join(root, entry)],
    absWorkingDir: root,
    bundle: true,
    format: "esm",
    external: ["node:*"],
    write: false,
    metafile: true,
    logLevel: "error",
  });
  return Object.keys(metafile.inputs);
}

/**
 * Bytes of a bundle, gzipped: of what its entry imports, and of that and the lazy chunks whose names match.
 *
 * @param {string} contents
 * @param {RegExp} lazy
 * @returns {Promise<{ start: number, running: number }>}
 */
export async function bundleSizes(contents, lazy) {
  const { metafile, outputFiles } = await build({
    stdin: { contents, resolveDir: `${root}/scripts` },
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    external: ["node:*"],
    outdir: "out",
    write: false,
    metafile: true,
    tsconfigRaw: {},
    // Chunks are joined by entry, so that one may import another for nothing; esbuild says so.
    logLevel: "error",
  });
  const outputs = new Map(
    Object.entries(metafile.outputs).map(([path, output], i) => [
      path,
      { ...output, size: gzipSync(outputFiles[i]?.contents ?? "", { level: 9 }).length },
    ]),
  );
  /** @type {Set<string>} */
  const loaded = new Set();
  /** @param {string} path */
  const load = (path) => {
    if (loaded.has(path)) return;
    loaded.add(path);
    for (const { path: next, kind } of outputs.get(path)?.imports ?? []) {
      if (kind === "import-statement" && outputs.has(next)) load(next);
    }
  };
  const total = () => [...loaded].reduce((sum, path) => sum + (outputs.get(path)?.size ?? 0), 0);
  for (const [path, { entryPoint }] of outputs) if (entryPoint === "<stdin>") load(path);
  const start = total();
  for (const path of outputs.keys()) if (lazy.test(path.replace(/^.*\//, ""))) load(path);
  return { start, running: total() };
}
