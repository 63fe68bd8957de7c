import { ConfigError } from "../errors/config-error.js";
import { asSentence, messageOf } from "../errors/print.js";
import { importFile } from "./import.js";
import { node } from "./node.js";

/** The names that a configuration may have, in the order in which they are looked for. */
export const fileNames: readonly string[] = ["ts", "mts", "mjs", "js", "json"].map(
  (ending) => `actfn.config.${ending}`,
);

/** Reads a configuration file, without checking what it holds. Its code runs, unless it is JSON. */
export async function readConfigFile(path: string): Promise<unknown> {
  if (path.endsWith(".json")) return readJson(path);
  try {
    return await importDefault(path);
  } catch (error) {
    const cannotReadTypes = /\.m?ts$/.test(path) && isUnknownExtension(error);
    if (cannotReadTypes) return importTypeScript(path);
    if (error instanceof ConfigError) throw error;
    throw unreadable(path, error);
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(node().fs.readFileSync(path, "utf8"));
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function importDefault(path: string): Promise<unknown> {
  const module = (await importFile(path)) as Record<string, unknown>;
  if (!Object.hasOwn(module, "default")) {
    throw new ConfigError(path, "export default", undefined, "the configuration", {
      problem: "the file has no default export. Write: export default defineConfig({ … })",
    });
  }
  return module["default"];
}

/** For a Node that does not read types itself: through the `typescript` of the project, by way of a file beside it. */
async function importTypeScript(path: string): Promise<unknown> {
  const { fs, path: paths, module } = node();
  let typescript: { transpileModule(text: string, options: unknown): { readonly outputText: string } };
  try {
    typescript = module.createRequire(path)("typescript") as typeof typescript;
  } catch (error) {
    const problem = `this version of Node.js cannot read TypeScript. Use Node.js 22.18 or later, install typescript in the project, or write the configuration as an .mjs or .json file.`;
    throw new ConfigError(path, "the file", "TypeScript", "an .mjs or .json file", { problem, cause: error });
  }
  // 99 is ESNext, for both.
  const compilerOptions = { module: 99, target: 99 };
  const { outputText } = typescript.transpileModule(fs.readFileSync(path, "utf8"), { compilerOptions });
  const unique = `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;
  const beside = paths.resolve(paths.dirname(path), `.${paths.basename(path)}.${unique}.mjs`);
  try {
    fs.writeFileSync(beside, outputText);
    return await importDefault(beside);
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    fs.rmSync(beside, { force: true });
  }
}

function isUnknownExtension(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === "ERR_UNKNOWN_FILE_EXTENSION";
}

function unreadable(path: string, error: unknown): ConfigError {
  if (error instanceof ConfigError) return error;
  const problem = `the file cannot be read: ${asSentence(messageOf(error))}`;
  return new ConfigError(path, "the file", undefined, "a file that can be read", { problem, cause: error });
}
