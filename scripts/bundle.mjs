// npm run build, after tsc: joins the modules of a package into one for each entry, and a few for shared code, because Node takes
// a quarter of a millisecond to find and load each file. Run it in the folder of the package. The arguments are entries that
// package.json does not export, such as the scripts of workers. `--script FILE` names the program of a worker that needs no file:
// it is joined into one script without imports, and the module `script.js` beside it exports its text.

import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import ts from "typescript";

const {
  values: { script },
  positionals,
} = parseArgs({ allowPositionals: true, options: { script: { type: "string" } } });

const { exports } = JSON.parse(await readFile("package.json", "utf8"));
const exported = Object.values(exports)
  .map((target) => (typeof target === "string" ? target : target.default))
  .filter((path) => path?.endsWith(".js") && (script === undefined || resolve(path) !== resolve(script)));

const scriptText = script === undefined ? "" : await joinedScript(script);

const { metafile } = await build({
  entryPoints: [...exported, ...positionals],
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
  plugins: [{ name: "keep", setup: keep }],
});

const written = new Set(Object.keys(metafile.outputs));
await Promise.all([...written].filter((path) => path.endsWith(".js")).map(withoutBareImports));
if (script !== undefined) {
  await writeFile(script, scriptText);
  written.add(relative(".", script));
}
for (const entry of await readdir("dist", { recursive: true, withFileTypes: true })) {
  const path = relative(".", join(entry.parentPath, entry.name));
  if (entry.isFile() && /\.js(\.map)?$/.test(path) && !written.has(path)) await rm(path);
}

/**
 * Removes imports of shared modules of which nothing is used. Node would load them, and bundlers warn of them, since
 * package.json says that they have no side effects. The lines stay, for the source map.
 *
 * @param {string} path
 */
async function withoutBareImports(path) {
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace(/^import "\.[^"]*";$/gm, ""));
}

/**
 * A worker's program as one script, which runs as a module, as CommonJS and as a classic script.
 *
 * @param {string} file
 */
async function joinedScript(file) {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    format: "iife",
    platform: "neutral",
    target: "es2022",
    write: false,
    tsconfigRaw: {},
    logLevel: "warning",
  });
  return outputFiles[0]?.text.trim() ?? "";
}

/**
 * Keeps properties that joining would lose. Bundlers of users can still remove unused constants, as they could when each was in
 * its own file (`sideEffects: false`). Classes keep their names, which identify errors from a worker; the option of esbuild for
 * it would wrap every function.
 *
 * @param {import("esbuild").PluginBuild} pass
 */
function keep(pass) {
  pass.onLoad({ filter: /[\\/]dist[\\/].*\.js$/ }, async ({ path }) => {
    const text = await readFile(path, "utf8");
    if (script !== undefined && path === resolve(dirname(script), "script.js")) {
      return { contents: text.replace('""', () => JSON.stringify(scriptText)), loader: "js" };
    }
    const contents = withPureConstants(path, text).replace(
      /^(?:export )?class (\w+)[^{\n]*\{/gm,
      '$& static name = "$1";',
    );
    return { contents, loader: "js" };
  });
}

/**
 * Marks the initializers of a module's constants as free of side effects. A bundler keeps an unknown call anywhere: in a list,
 * as an argument, after three dots.
 *
 * @param {string} path
 * @param {string} text
 */
function withPureConstants(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  let [result, from] = ["", 0];
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { initializer } of statement.declarationList.declarations) {
      if (initializer === undefined || !computes(initializer)) continue;
      const [start, end] = [initializer.getStart(source), initializer.getEnd()];
      result += `${text.slice(from, start)}/* @__PURE__ */ (() => (${text.slice(start, end)}))()`;
      from = end;
    }
  }
  return result + text.slice(from);
}

/**
 * Whether an expression does more than reference, list and define values.
 *
 * @param {import("typescript").Node} node
 * @returns {boolean}
 */
function computes(node) {
  if (ts.isFunctionLike(node)) return false;
  const isComputed =
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isSpreadElement(node) ||
    ts.isSpreadAssignment(node);
  return isComputed || ts.forEachChild(node, (child) => computes(child) || undefined) === true;
}
