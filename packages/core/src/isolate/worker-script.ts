import { ConfigError } from "../errors/config-error.js";
import { builtin } from "../host/host.js";

/** As package.json exports it. */
const NAME = "@actfn/core/isolate/worker";

interface NodeModules {
  readonly "node:fs": { readFileSync(path: URL, encoding: "utf8"): string };
  readonly "node:module": { createRequire(path: string): { resolve(name: string): string } };
  readonly "node:path": { join(...parts: string[]): string };
  readonly "node:url": { pathToFileURL(path: string): URL };
}

const { process } = globalThis as unknown as {
  readonly process?: { readonly argv: readonly string[]; cwd(): string };
};

/**
 * Where the script of a worker of Node's lies: beside this module, or, where a bundler has moved this module away, in the
 * package as the program or the current folder finds it. Throws an error that says what to pass where it is nowhere.
 */
export function workerScript(given: URL | undefined): URL {
  const found = given ?? besideThisModule() ?? inThePackage();
  if (found !== undefined) return found;
  throw new ConfigError("isolate", "script", given, "the URL of the script of the worker", {
    problem: `the script of the worker is not in the bundle, and @actfn/core is not installed beside it. Pass its URL: { script: pathToFileURL(require.resolve("${NAME}")) }.`,
  });
}

function besideThisModule(): URL | undefined {
  // Bundles in CommonJS format have no address, which the type does not tell. Taken apart from the new URL(…) that bundlers
  // know, so that they make no copy of the script, which would lack what it imports.
  const here: string | undefined = import.meta.url;
  if (here === undefined) return undefined;
  try {
    const script = new URL("worker.js", here);
    const manifest = new URL("../../package.json", script);
    const { name } = JSON.parse(nodeModule("node:fs")?.readFileSync(manifest, "utf8") ?? "{}") as {
      readonly name?: unknown;
    };
    return name === "@actfn/core" ? script : undefined;
  } catch {
    return undefined;
  }
}

function inThePackage(): URL | undefined {
  const [module, path, url] = [nodeModule("node:module"), nodeModule("node:path"), nodeModule("node:url")];
  if (process === undefined || module === undefined || path === undefined || url === undefined)
    return undefined;
  for (const from of [process.argv[1], path.join(process.cwd(), "index.js")]) {
    try {
      if (from !== undefined) return url.pathToFileURL(module.createRequire(from).resolve(NAME));
    } catch {
      // Not from there.
    }
  }
  return undefined;
}

function nodeModule<N extends keyof NodeModules>(name: N): NodeModules[N] | undefined {
  return builtin<NodeModules[N]>(name);
}
