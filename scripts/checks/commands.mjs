// npm links a package's commands when it is installed, before anything is built, and leaves out those that are not there.

import { join, relative } from "node:path";
import { root, sourceFiles, workspaces } from "../steps/repository.mjs";

export const title = "commands are there before a build";

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

/** @returns {Promise<string[]>} */
export async function check() {
  return unlinkable(workspaces("packages"), sourceFiles());
}
