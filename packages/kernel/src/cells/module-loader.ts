import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const CONDITIONS = new Set(["node", "import", "module-sync", "default"]);

/** `require` as cells see it, with the native dynamic import beside it. */
export interface CellRequire {
  (specifier: string): unknown;
  import(specifier: string): Promise<unknown>;
}

/**
 * Loads modules for cells: from the notebook's folder first, then from the kernel's own install.
 *
 * It also loads what `require` refuses: packages that export to `import` only, and modules with a top-level await
 * (these are imported before the cell runs, see `prepare`).
 */
export class ModuleLoader {
  readonly #fromNotebook: (specifier: string) => unknown;
  readonly #directory: string;
  readonly #fromKernel: NodeJS.Require = createRequire(import.meta.url);
  readonly #awaited = new Map<string, unknown>();

  /** `fromNotebook` is tslab's own `require`, which also knows files beside the notebook and virtual modules. */
  constructor(directory: string, fromNotebook: (specifier: string) => unknown) {
    this.#directory = directory;
    this.#fromNotebook = fromNotebook;
  }

  /** What cells call. */
  get require(): CellRequire {
    const load = (specifier: string): unknown => this.#load(specifier);
    return Object.assign(load, { import: (specifier: string) => this.#import(specifier) });
  }

  /** Imports those of a cell's static imports that only an asynchronous import can load. */
  async prepare(specifiers: readonly string[]): Promise<void> {
    for (const specifier of specifiers) {
      try {
        this.#load(specifier);
      } catch (error) {
        if (codeOf(error) === "ERR_REQUIRE_ASYNC_MODULE")
          this.#awaited.set(specifier, await this.#import(specifier));
        // Any other failure is the cell's to meet, where the import stands.
      }
    }
  }

  #load(specifier: string): unknown {
    const awaited = this.#awaited.get(specifier);
    if (awaited !== undefined) return awaited;
    if (isKernelItself(specifier)) return this.#fromKernel(specifier);
    try {
      return this.#fromNotebook(specifier);
    } catch (error) {
      if (isMissing(error, specifier)) return this.#loadFromKernel(specifier, error);
      const path = isNotExported(error) ? resolveImportOnly(specifier, this.#directory) : undefined;
      if (path === undefined) throw error;
      return this.#fromKernel(path);
    }
  }

  #loadFromKernel(specifier: string, failure: unknown): unknown {
    let path: string;
    try {
      path = this.#fromKernel.resolve(specifier);
    } catch {
      throw failure;
    }
    return this.#fromKernel(path);
  }

  async #import(specifier: string): Promise<unknown> {
    try {
      return namespace(this.#load(specifier));
    } catch (error) {
      if (codeOf(error) !== "ERR_REQUIRE_ASYNC_MODULE") throw error;
      return await import(pathToFileURL(this.#resolve(specifier)).href);
    }
  }

  #resolve(specifier: string): string {
    const fromNotebook = createRequire(join(this.#directory, "cell.js"));
    for (const require of [fromNotebook, this.#fromKernel]) {
      try {
        return require.resolve(specifier);
      } catch (error) {
        const path = isNotExported(error) ? resolveImportOnly(specifier, this.#directory) : undefined;
        if (path !== undefined) return path;
      }
    }
    return specifier;
  }
}

/** Whether a module is this package: a cell is given the copy that runs it, not one that lies beside the notebook. */
export function isKernelItself(specifier: string): boolean {
  return specifier === "@actfn/kernel" || specifier.startsWith("@actfn/kernel/");
}

/** A CommonJS module's exports as `import()` gives them; an ES module's namespace as it is. */
function namespace(loaded: unknown): unknown {
  if (typeof loaded !== "object" && typeof loaded !== "function") return { default: loaded };
  if (loaded === null) return { default: null };
  const flags = loaded as { __esModule?: unknown; [Symbol.toStringTag]?: unknown };
  if (flags.__esModule || flags[Symbol.toStringTag] === "Module") return loaded;
  return { ...loaded, default: loaded };
}

/** The file that a package offers to `import` alone, found by reading its "exports". */
function resolveImportOnly(specifier: string, directory: string): string | undefined {
  const [, name, subpath] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(specifier) ?? [];
  if (name === undefined) return undefined;
  for (const start of [directory, dirname(fileURLToPath(import.meta.url))]) {
    for (let folder = start; ; folder = dirname(folder)) {
      const manifest = join(folder, "node_modules", name, "package.json");
      if (existsSync(manifest)) return exportTarget(manifest, `.${subpath ?? ""}`);
      if (folder === dirname(folder)) break;
    }
  }
  return undefined;
}

function exportTarget(manifest: string, subpath: string): string | undefined {
  const exports: unknown = JSON.parse(readFileSync(manifest, "utf8")).exports;
  const table =
    typeof exports === "object" && exports !== null ? (exports as Record<string, unknown>) : undefined;
  const hasSubpaths = table !== undefined && Object.keys(table).some((key) => key.startsWith("."));
  const entry = hasSubpaths ? table[subpath] : subpath === "." ? exports : undefined;
  const target = firstTarget(entry);
  return target === undefined ? undefined : join(dirname(manifest), target);
}

function firstTarget(entry: unknown): string | undefined {
  if (typeof entry === "string") return entry;
  if (typeof entry !== "object" || entry === null) return undefined;
  for (const [condition, nested] of Object.entries(entry)) {
    const target = CONDITIONS.has(condition) ? firstTarget(nested) : undefined;
    if (target !== undefined) return target;
  }
  return undefined;
}

function isMissing(error: unknown, specifier: string): boolean {
  return codeOf(error) === "MODULE_NOT_FOUND" && messageOf(error).includes(`'${specifier}'`);
}

function isNotExported(error: unknown): boolean {
  return codeOf(error) === "ERR_PACKAGE_PATH_NOT_EXPORTED";
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
