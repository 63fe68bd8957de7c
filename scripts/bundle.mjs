// npm run build, after tsc: joins a package's modules into one for each entry, and what entries share into few more, since
// Node takes a quarter of a millisecond to find and load each file. Run in the package's folder; arguments are entries
// that package.json does not export, such as the scripts of workers.

import { readdir, readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { build } from "esbuild";

const { exports } = JSON.parse(await readFile("package.json", "utf8"));
const exported = Object.values(exports)
  .map((target) => target.default)
  .filter((path) => path !== undefined);

const { metafile } = await build({
  entryPoints: [...exported, ...process.argv.slice(2)],
  outdir: "dist",
  outbase: "dist",
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "neutral",
  target: "es2022",
  packages: "external",
  // The repository's own leads each package to the sources of the others.
  tsconfigRaw: {},
  external: ["node:*"],
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  logLevel: "warning",
  plugins: [{ name: "pure", setup: markPure }],
});

const written = new Set(Object.keys(metafile.outputs));
for (const entry of await readdir("dist", { recursive: true, withFileTypes: true })) {
  const path = relative(".", join(entry.parentPath, entry.name));
  if (entry.isFile() && /\.js(\.map)?$/.test(path) && !written.has(path)) await rm(path);
}

/**
 * Tells the bundlers of those who use the package that a module's constants may be left out where nobody needs them, as
 * they could when each lay in a file of its own (`sideEffects: false`).
 *
 * @param {import("esbuild").PluginBuild} pass
 */
function markPure(pass) {
  pass.onLoad({ filter: /[\\/]dist[\\/].*\.js$/ }, async ({ path }) => {
    const text = await readFile(path, "utf8");
    const contents = text.replace(/^((?:export )?const \w+ = )(?=[a-zA-Z]\w*\()/gm, "$1/* @__PURE__ */ ");
    return { contents, loader: "js" };
  });
}
