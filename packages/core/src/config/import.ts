import { node } from "./node.js";

/**
 * Imports a package as code in the file `from` would. The file need not exist.
 *
 * Throws what Node throws if the package cannot be found, does not export the name, or fails while it is loaded.
 */
export async function importPackage(name: string, from: string): Promise<unknown> {
  const { module } = node();
  let file: string;
  try {
    file = module.createRequire(from).resolve(name);
  } catch (error) {
    const isForImportOnly = (error as { code?: unknown } | null)?.code === "ERR_PACKAGE_PATH_NOT_EXPORTED";
    if (!isForImportOnly) throw error;
    return await importer(from)(name);
  }
  return await importFile(file);
}

/** Imports the module at a path. */
export async function importFile(path: string): Promise<unknown> {
  const url = node().url.pathToFileURL(path).href;
  return await import(/* @vite-ignore */ /* webpackIgnore: true */ /* turbopackIgnore: true */ url);
}

/**
 * A dynamic import that resolves names as in the file `from`.
 *
 * Node offers this only for scripts of `node:vm`, and warns that it is experimental. That is why `importPackage` uses it
 * only for a package that `require` cannot resolve.
 */
function importer(from: string): (name: string) => Promise<unknown> {
  const { Script, constants } = node().vm;
  const script = new Script("(name) => import(name)", {
    filename: from,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  return script.runInThisContext() as (name: string) => Promise<unknown>;
}
