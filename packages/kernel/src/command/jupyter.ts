import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** The Jupyter that a shell would start. */
export interface Jupyter {
  /** Its packages with their versions, in its own order; what is not installed is not among them. */
  readonly versions: ReadonlyMap<string, string>;
  /** Where it looks for kernels, first found first; empty where it does not say. */
  readonly dataFolders: readonly string[];
}

const PATIENCE_MILLISECONDS = 20_000;

/** Asks the `jupyter` on the PATH about itself; `undefined` where there is none. */
export async function findJupyter(): Promise<Jupyter | undefined> {
  try {
    const versions = readVersions(await ask("--version"));
    return { versions, dataFolders: await dataFolders() };
  } catch {
    return undefined;
  }
}

async function ask(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)("jupyter", args, { timeout: PATIENCE_MILLISECONDS });
  return stdout;
}

/** Lines such as `jupyterlab       : 4.6.6`. */
function readVersions(text: string): Map<string, string> {
  const versions = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, name, version] = /^([\w-]+)\s*:\s*(\d\S*)/.exec(line) ?? [];
    if (name !== undefined && version !== undefined) versions.set(name, version);
  }
  return versions;
}

async function dataFolders(): Promise<string[]> {
  try {
    const { data } = JSON.parse(await ask("--paths", "--json")) as { data?: unknown };
    return Array.isArray(data) ? data.filter((folder) => typeof folder === "string") : [];
  } catch {
    return [];
  }
}
