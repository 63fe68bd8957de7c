/**
 * A runtime from a file and the environment, in Node: `@actfn/core/config`. Nothing is read until it is asked for.
 *
 * @module
 */

import type { Backend } from "../backend/backend.js";
import { checkContract } from "../backend/contract.js";
import { BackendStartError } from "../errors/backend-start-error.js";
import { fields, where } from "../errors/checks.js";
import { ConfigError } from "../errors/config-error.js";
import { list, show } from "../errors/print.js";
import { createRuntime } from "../runtime/create-runtime.js";
import type { Runtime } from "../runtime/runtime.js";
import {
  type BackendConfig,
  backendsOfVariable,
  type Config,
  checkConfig,
  knownBackends,
  runtimeOptionsOf,
} from "./config.js";
import { importFile, importPackage } from "./import.js";
import { node } from "./node.js";
import { fileNames, readConfigFile } from "./read.js";

export { type BackendConfig, type Config, defineConfig, type KnownBackend } from "./config.js";

/** Options of {@link loadConfig} and {@link runtimeFromConfig}. */
export interface ConfigSource {
  /** The folder in which to look for the file and from which to resolve packages. Default: the current folder. */
  readonly folder?: string;
  /** The path of the file, relative to the folder. The file must exist. Default: the first `actfn.config.*` in the folder, if there is one. */
  readonly file?: string;
  /** The environment variables, of which `ACTFN_BACKEND` is read. Default: those of the process. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

const checkSource = fields({
  folder: where("the path of a folder", (value) => typeof value === "string"),
  file: where("the path of a file", (value) => typeof value === "string"),
  environment: where(
    "an object of strings",
    (value) =>
      isObject(value) && Object.values(value).every((text) => text === undefined || typeof text === "string"),
  ),
});

/** A configuration and its file. */
export interface LoadedConfig {
  readonly config: Config;
  readonly file: string | undefined;
}

/**
 * Reads `actfn.config.ts`, `.mts`, `.mjs`, `.js` or `.json` (the first there is) and the variable `ACTFN_BACKEND`, which
 * names backends, as in `ACTFN_BACKEND=onnx,cpu`, and goes before the file's. Without either the backend is `cpu`.
 *
 * Throws a `ConfigError` that names the file, the field, what it holds and what it may hold.
 */
export async function loadConfig(source: ConfigSource = {}): Promise<LoadedConfig> {
  checkSource(source, "", "loadConfig");
  const { fs, path } = node();
  const folder = path.resolve(source.folder ?? ".");
  const candidates = source.file === undefined ? fileNames : [source.file];
  const file = candidates.map((name) => path.resolve(folder, name)).find((name) => fs.existsSync(name));
  if (source.file !== undefined && file === undefined) {
    throw new ConfigError("loadConfig", "file", source.file, `a file in ${folder}`, {
      problem: `there is no file ${show(source.file)} in ${folder}.`,
    });
  }
  const variable = (source.environment ?? processEnvironment())["ACTFN_BACKEND"];
  const given = file === undefined ? { backends: ["cpu"] } : await readConfigFile(file);
  const asked = variable === undefined || variable.trim() === "" ? undefined : backendsOfVariable(variable);
  const config: unknown = asked !== undefined && isObject(given) ? { ...given, backends: asked } : given;
  checkConfig(config, file ?? "loadConfig");
  return { config, file };
}

/**
 * Makes a runtime of its own as `loadConfig` tells, with its backends started.
 *
 * Throws a `ConfigError`, a `BackendStartError` where a backend cannot be imported, a `ContractError` where a factory gives
 * something else, or what the factory throws; the backends that have started are disposed of.
 */
export async function runtimeFromConfig(source: ConfigSource = {}): Promise<Runtime> {
  const { config, file } = await loadConfig(source);
  const { path } = node();
  const from = file ?? path.resolve(source.folder ?? ".", "actfn.config.json");
  const results = await Promise.allSettled(config.backends.map((backend) => start(backend, from)));
  const started = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const failed = results.find((result) => result.status === "rejected");
  if (failed !== undefined) {
    await Promise.allSettled(started.map((backend) => backend.dispose()));
    throw failed.reason;
  }
  return createRuntime({ ...runtimeOptionsOf(config), backends: started });
}

async function start(given: Config["backends"][number], from: string): Promise<Backend> {
  const { module, factory, options } =
    typeof given === "string" ? (knownBackends[given] as BackendConfig) : given;
  const { path } = node();
  let make: unknown;
  let names: readonly string[] = [];
  try {
    const isFile = /^\.{0,2}\//.test(module);
    const exports = (await (isFile
      ? importFile(path.resolve(path.dirname(from), module))
      : importPackage(module, from))) as Record<string, unknown>;
    names = Object.keys(exports);
    make = Object.hasOwn(exports, factory) ? exports[factory] : undefined;
  } catch (error) {
    throw new BackendStartError(
      module,
      `Install it in the project of ${from}, or name another backend in "backends".`,
      error,
    );
  }
  if (typeof make !== "function") {
    throw new ConfigError(from, "backends", factory, `the name of a function that ${module} exports`, {
      problem: `${module} exports no function ${show(factory)}; it exports ${list(names) || "nothing"}.`,
    });
  }
  const backend: unknown = await make(options);
  checkContract(backend);
  return backend;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function processEnvironment(): Readonly<Record<string, string | undefined>> {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env ?? {};
}
