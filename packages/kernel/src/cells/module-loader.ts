import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { moduleResolve } from "import-meta-resolve";

/** The conditions of `exports` with which Node's `import` resolves a name. */
const CONDITIONS = new Set(["node", "import", "module-sync"]);

/** The `require` of cells, with the native dynamic import as a property. */
export interface CellRequire {
  (specifier: string): unknown;
  import(specifier: string): Promise<unknown>;
}

/**
 * Loads modules for cells: from the notebook's folder, or else from the kernel's own installation.
 *
 * It also loads modules that `require` refuses: packages that export to `import` only, and modules with a top-level await.
 * These are imported before the cell runs; see `prepare`.
 */
export class ModuleLoader {
  readonly #fromNotebook: (specifier: string) => unknown;
  readonly #directory: string;
  readonly #fromKernel: NodeJS.Require = createRequire(import.meta.url);
  readonly #awaited = new Map<string, unknown>();

  /** `fromNotebook` is the `require` of tslab, which also finds files beside the notebook and virtual modules. */
  constructor(directory: string, fromNotebook: (specifier: string) => unknown) {
    this.#directory = directory;
    this.#fromNotebook = fromNotebook;
  }

  /** The `require` for cells. */
  get require(): CellRequire {
    const load = (specifier: string): unknown => this.#load(specifier);
    return Object.assign(load, { import: (specifier: string) => this.#import(specifier) });
  }

  /** Imports the modules of a cell's static imports that only an asynchronous import can load. */
  async prepare(specifiers: readonly string[]): Promise<void> {
    for (const specifier of specifiers) {
      try {
        this.#load(specifier);
      } catch (error) {
        if (codeOf(error) === "ERR_REQUIRE_ASYNC_MODULE")
          this.#awaited.set(specifier, await this.#import(specifier));
        // The cell throws any other error where it has the import.
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
      const path = isNotExported(error) ? this.#resolve(specifier) : undefined;
      if (path === undefined) throw error;
      return this.#fromKernel(path);
    }
  }

  #loadFromKernel(specifier: string, failure: unknown): unknown {
    const path = resolveFrom(import.meta.url, specifier);
    if (path === undefined) throw failure;
    return this.#fromKernel(path);
  }

  async #import(specifier: string): Promise<unknown> {
    try {
      return namespace(this.#load(specifier));
    } catch (error) {
      if (codeOf(error) !== "ERR_REQUIRE_ASYNC_MODULE") throw error;
      const path = this.#resolve(specifier);
      return await import(path === undefined ? specifier : pathToFileURL(path).href);
    }
  }

  /** Resolves a name to a file: from the notebook, or else from the kernel. */
  #resolve(specifier: string): string | undefined {
    const notebook = pathToFileURL(join(this.#directory, "cell.js")).href;
    return resolveFrom(notebook, specifier) ?? resolveFrom(import.meta.url, specifier);
  }
}

/** Resolves a name in the module at `parent` to a file: for `require`, or else for `import`. */
function resolveFrom(parent: string, specifier: string): string | undefined {
  try {
    return createRequire(parent).resolve(specifier);
  } catch (error) {
    if (!isNotExported(error)) return undefined;
  }
  try {
    return fileURLToPath(moduleResolve(specifier, new URL(parent), CONDITIONS));
  } catch {
    return undefined;
  }
}

/** Whether a module is this package. A cell gets the copy that runs it, not another one beside the notebook. */
export function isKernelItself(specifier: string): boolean {
  return specifier === "@actfn/kernel" || specifier.startsWith("@actfn/kernel/");
}

/** The exports of a CommonJS module as `import()` returns them; the namespace of an ES module unchanged. */
function namespace(loaded: unknown): unknown {
  if (typeof loaded !== "object" && typeof loaded !== "function") return { default: loaded };
  if (loaded === null) return { default: null };
  const flags = loaded as { __esModule?: unknown; [Symbol.toStringTag]?: unknown };
  if (flags.__esModule || flags[Symbol.toStringTag] === "Module") return loaded;
  return { ...loaded, default: loaded };
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
