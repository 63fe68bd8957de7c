// What an application carries at start, and what it has loaded once an activation has been computed: bundled by esbuild with
// code splitting, minified, each file gzipped. The limits are what the READMEs say.

import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { root } from "../steps/repository.mjs";

export const title = "bundles are as small as the READMEs say";

/** Limits in bytes: of what is loaded at start, and of that and what `cpu()` loads. */
const LIMITS = { start: 35_000, running: 72_000 };

const application = `
import { relu, use } from "@actfn/core";
import { cpu } from "@actfn/backend-cpu";
await use(cpu());
console.log(relu.sync([-1, 2]));
`;

/** @returns {Promise<string[]>} */
export async function check() {
  const sizes = await bundleSizes(application, /^start-/);
  const problems = [];
  for (const part of /** @type {const} */ (["start", "running"])) {
    if (sizes[part] > LIMITS[part]) {
      problems.push(
        `relu, use and cpu: ${sizes[part]} bytes are loaded ${part === "start" ? "at start" : "once relu runs"}, more than ${LIMITS[part]}; see what is new with esbuild's metafile, and load it later`,
      );
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
