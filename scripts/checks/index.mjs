// The conventions of this repository that a tool can enforce.

import * as commands from "./commands.mjs";
import * as fileLength from "./file-length.mjs";
import * as folderSize from "./folder-size.mjs";
import * as importCycles from "./import-cycles.mjs";
import * as importDirection from "./import-direction.mjs";
import * as loading from "./loading.mjs";
import * as lockfile from "./lockfile.mjs";
import * as names from "./names.mjs";
import * as oldTypescript from "./old-typescript.mjs";
import * as packageShape from "./package-shape.mjs";
import * as sizes from "./sizes.mjs";

/**
 * Each `check` returns what it objects to, a line each that says where and what to do.
 * @type {{ title: string, check: () => Promise<string[]> }[]}
 */
export const checks = [
  importDirection,
  importCycles,
  names,
  fileLength,
  folderSize,
  commands,
  lockfile,
  packageShape,
  loading,
  oldTypescript,
  sizes,
];
