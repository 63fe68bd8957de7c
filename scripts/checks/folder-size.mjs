// A folder with few entries is easy to read. A large one contains more than one idea.

import { dirname, relative, sep } from "node:path";
import { root, sourceFiles } from "../steps/repository.mjs";

export const title = "folders have at most 20 entries";

const LIMIT = 20;

/** Folders that may have more entries, each with the reason. */
const EXCEPTIONS = new Map([
  [".", "tools look for their files there"],
  [".changeset", "one file for each change"],
  ["packages/backend-cpu/test", "one file for each property of the whole backend"],
  ["packages/conformance/cases", "generated, one file for each activation"],
  ["packages/core/src/errors", "one file for each error"],
  ["packages/core/src/runtime", "the policies of a runtime are still part of it"],
  ["packages/kernel/notebooks", "each notebook twice: its source and what is generated from it"],
]);

/**
 * Reports folders with too many entries.
 * @param {readonly string[]} files   relative to the root, with forward slashes
 * @param {ReadonlyMap<string, string>} [exceptions]
 * @returns {string[]}
 */
export function largeFolders(files, exceptions = EXCEPTIONS) {
  /** @type {Map<string, Set<string>>} */
  const entries = new Map();
  for (const file of files) {
    for (let path = file; path !== "."; path = dirname(path)) {
      const folder = dirname(path);
      const known = entries.get(folder) ?? new Set();
      entries.set(folder, known.add(path));
    }
  }
  const large = [...entries].filter(([folder, { size }]) => size > LIMIT && !exceptions.has(folder));
  const needless = [...exceptions.keys()].filter((folder) => (entries.get(folder)?.size ?? 0) <= LIMIT);
  return [
    ...large.map(([folder, { size }]) => `${folder} has ${size} entries; divide it by idea`),
    ...needless.map((folder) => `${folder} needs no exception; remove it from the list in folder-size.mjs`),
  ];
}

/** @returns {Promise<string[]>} */
export async function check() {
  return largeFolders(sourceFiles().map((file) => relative(root, file).split(sep).join("/")));
}
