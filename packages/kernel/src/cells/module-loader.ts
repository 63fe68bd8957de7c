import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { moduleResolve } from "import-meta-resolve";

/** The conditions of `exports` under which Node's own `import` resolves a name. */
const CONDITIONS = new Set(["node", "import", "module-sync"]);

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

  /** The file that a name stands for: as the notebook finds it, or else as the kernel does. */
  #resolve(specifier: string): string | undefined {
    const notebook = pathToFileURL(join(this.#directory, "cell.js")).href;
    return resolveFrom(notebook, specifier) ?? resolveFrom(import.meta.url, specifier);
  }
}

/** The file that a name stands for in the module at `parent`, to `require` or else to `import`. */
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
