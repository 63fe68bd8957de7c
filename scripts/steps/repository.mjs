// The paths of the repository. They are absolute, so the scripts work in any folder, also in one with a space in its name.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Folders with installed, built or generated files. */
const GENERATED = new Set(["node_modules", "dist", "out", "coverage", "__pycache__"]);

/** Folders with sources whose name begins with a dot. */
const DOTTED_SOURCES = new Set([".vitepress", ".ci", ".changeset"]);

/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {boolean} [private]
 * @property {Record<string, string>} [scripts]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, unknown>} [exports]
 * @property {Record<string, string>} [bin]
 */

/**
 * @typedef {object} Workspace
 * @property {string} name     its folder's name, as in `backend-cpu`
 * @property {string} folder   absolute
 * @property {Manifest} manifest
 */

/**
 * @param {string} file
 * @returns {any}
 */
export function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

/**
 * The workspaces in `packages` or `apps`.
 * @param {"packages" | "apps"} group
 * @returns {Workspace[]}
 */
export function workspaces(group) {
  return readdirSync(join(root, group))
    .map((name) => ({ name, folder: join(root, group, name) }))
    .filter(({ folder }) => existsSync(join(folder, "package.json")))
    .map(({ name, folder }) => ({ name, folder, manifest: readJson(join(folder, "package.json")) }));
}

/**
 * Every file below a folder that people wrote, absolute, in a fixed order.
 * @param {string} [folder]
 * @returns {string[]}
 */
export function sourceFiles(folder = root) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isFile()) return [path];
      if (!entry.isDirectory() || GENERATED.has(entry.name)) return [];
      if (entry.name === "cache" && basename(folder) === ".vitepress") return [];
      if (entry.name.startsWith(".") && !DOTTED_SOURCES.has(entry.name)) return [];
      return sourceFiles(path);
    });
}
