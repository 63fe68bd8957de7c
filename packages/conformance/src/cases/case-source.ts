import { builtin } from "@actfn/core/host";
import type { CaseFile } from "./case-file.js";
import { CaseFileError } from "./case-file-error.js";

/** Where golden cases come from: the file of an activation, or undefined where it has none. */
export type CaseSource = (activation: string) => Promise<CaseFile | undefined>;

/** The files that lie in this package: read from disk in Node, fetched in a browser. */
export const packagedCases: CaseSource = async (activation) => {
  const url = new URL(`../../cases/${activation}.json`, import.meta.url);
  const text = url.protocol === "file:" ? await readText(url) : await fetchText(url);
  return text === undefined ? undefined : (JSON.parse(text) as CaseFile);
};

async function readText(url: URL): Promise<string | undefined> {
  const files = builtin<typeof import("node:fs/promises")>("node:fs/promises");
  try {
    return await files?.readFile(url, "utf8");
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") return undefined;
    throw error;
  }
}

async function fetchText(url: URL): Promise<string | undefined> {
  const response = await fetch(url);
  if (response.status === 404) return undefined;
  if (!response.ok) throw new CaseFileError(url.href, response.status);
  return response.text();
}
