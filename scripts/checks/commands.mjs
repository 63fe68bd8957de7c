// npm links the commands of a package at installation, before a build, and skips those whose files are missing. It also links
// the commands of its dependencies, which may hide those of a project.

import { join, relative } from "node:path";
import { readJson, root, sourceFiles, workspaces } from "../steps/repository.mjs";
import { candidates } from "./lockfile.mjs";

export const title = "commands are there before a build, and stand in nobody's way";

/** Commands of dependencies that hardly any project has itself: those of zeromq and marked. */
const HARMLESS = new Set(["cmake-ts", "marked"]);

/**
 * @param {import("../steps/repository.mjs").Workspace[]} packages
 * @param {readonly string[]} written   the files that people wrote, absolute
 * @returns {string[]}
 */
export function unlinkable(packages, written) {
  return packages.flatMap(({ folder, manifest }) =>
    Object.entries(manifest.bin ?? {})
      .filter(([, target]) => !written.includes(join(folder, target)))
      .map(
        ([command, target]) =>
          `${relative(root, folder)}: ${command} is ${target}, which is not in git; write bin/${command}.js that imports what is built`,
      ),
  );
}

/**
 * @typedef {object} Locked   an entry of a lockfile
 * @property {string} [name]
 * @property {boolean} [link]
 * @property {string} [resolved]
 * @property {Record<string, string>} [bin]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [optionalDependencies]
 */

/**
 * The commands that the dependencies of a package install with it.
 * @param {string} path   the package's in the lockfile
 * @param {Record<string, Locked>} packages
 * @returns {string[]}
 */
export function foreignCommands(path, packages) {
  const seen = new Set([path]);
  for (const at of seen) {
    const { dependencies, optionalDependencies } = packages[at] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = candidates(at, name).find((candidate) => candidate in packages);
      // A workspace has commands of ours, and its dependencies are looked at as its own.
      if (found !== undefined && packages[found]?.link !== true) seen.add(found);
    }
  }
  seen.delete(path);
  return [...seen].flatMap((at) =>
    Object.keys(packages[at]?.bin ?? {})
      .filter((command) => !HARMLESS.has(command))
      .map((command) => `${path}: ${at} brings the command ${command}; bundle it, or take another package`),
  );
}

/** @returns {Promise<string[]>} */
export async function check() {
  const packages = workspaces("packages");
  const locked = readJson(join(root, "package-lock.json")).packages;
  return [
    ...unlinkable(packages, sourceFiles()),
    ...packages.flatMap(({ folder }) =>
      foreignCommands(relative(root, folder).replaceAll("\\", "/"), locked),
    ),
  ];
}
