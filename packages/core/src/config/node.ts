import { ConfigError } from "../errors/config-error.js";
import { builtin } from "../host/host.js";

/** The parts of Node's own modules that this folder uses. */
interface Node {
  readonly fs: {
    readFileSync(path: string, encoding: "utf8"): string;
    writeFileSync(path: string, text: string): void;
    existsSync(path: string): boolean;
    rmSync(path: string, options: { readonly force: boolean }): void;
  };
  readonly path: {
    resolve(...parts: string[]): string;
    dirname(path: string): string;
    basename(path: string): string;
  };
  readonly url: { pathToFileURL(path: string): URL };
  readonly module: {
    createRequire(path: string): ((name: string) => unknown) & {
      resolve(name: string): string;
    };
  };
  readonly vm: {
    readonly constants: { readonly USE_MAIN_CONTEXT_DEFAULT_LOADER: unknown };
    readonly Script: new (
      source: string,
      options: { readonly filename: string; readonly importModuleDynamically: unknown },
    ) => { runInThisContext(): unknown };
  };
}

/** Node's own modules; throws a `ConfigError` in engines that have no files to read. */
export function node(): Node {
  const names = ["fs", "path", "url", "module", "vm"] as const;
  const modules = names.map((name) => [name, builtin(`node:${name}`)] as const);
  if (modules.some(([, found]) => found === undefined)) {
    throw new ConfigError("@actfn/core/config", "the engine", undefined, "Node.js 20.19 or later", {
      problem:
        "configuration files require Node.js 20.19 or later. Elsewhere, pass options to createRuntime().",
    });
  }
  return Object.fromEntries(modules) as unknown as Node;
}
