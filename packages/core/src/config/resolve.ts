import { node } from "./read.js";

/** What a package may export one of its entries as: a file, or one for each condition, or several to choose from. */
type Target = string | null | undefined | readonly Target[] | { readonly [condition: string]: Target };

/** The file behind the name of a package, as `import` in the file `from` would find it. */
export function resolvePackage(name: string, from: string): string {
  const require = node().module.createRequire(from);
  try {
    return require.resolve(name);
  } catch (error) {
    // One that is for `import` alone is refused to `require`.
    const isRefused = (error as { code?: unknown } | null)?.code === "ERR_PACKAGE_PATH_NOT_EXPORTED";
    const found = isRefused ? importTarget(name, require.resolve.paths(name) ?? []) : undefined;
    if (found === undefined) throw error;
    return found;
  }
}

function importTarget(name: string, folders: readonly string[]): string | undefined {
  const { fs, path } = node();
  const parts = name.split("/");
  const names = parts.splice(0, name.startsWith("@") ? 2 : 1);
  const home = folders
    .map((folder) => path.resolve(folder, ...names))
    .find((candidate) => fs.existsSync(path.resolve(candidate, "package.json")));
  if (home === undefined) return undefined;
  const manifest = JSON.parse(fs.readFileSync(path.resolve(home, "package.json"), "utf8")) as {
    readonly exports?: Target;
  };
  const target = targetOf(entryOf(manifest.exports, [".", ...parts].join("/")));
  return target === undefined ? undefined : path.resolve(home, target);
}

/** The entry for a subpath; `exports` is that for `"."` itself where it names no subpaths. */
function entryOf(exports: Target, subpath: string): Target {
  const entries = typeof exports === "object" && exports !== null && !Array.isArray(exports) ? exports : {};
  const hasSubpaths = Object.keys(entries).some((key) => key.startsWith("."));
  if (hasSubpaths)
    return Object.hasOwn(entries, subpath) ? (entries as Record<string, Target>)[subpath] : undefined;
  return subpath === "." ? exports : undefined;
}

/** The first that holds for `import` in Node. */
function targetOf(entry: Target): string | undefined {
  if (typeof entry === "string" || entry === null || entry === undefined) return entry ?? undefined;
  const choices = Array.isArray(entry)
    ? (entry as readonly Target[])
    : Object.entries(entry)
        .filter(([condition]) => ["node", "import", "module-sync", "default"].includes(condition))
        .map(([, target]) => target as Target);
  for (const choice of choices) {
    const target = targetOf(choice);
    if (target !== undefined) return target;
  }
  return undefined;
}
