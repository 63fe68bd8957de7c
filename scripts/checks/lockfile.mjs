// The lockfiles say what is installed, never from where; and nothing runs code of its own while it is installed.

import { readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { readJson, root, sourceFiles, workspaces } from "../steps/repository.mjs";

export const title = "lockfiles name no addresses, install scripts are decided on";

const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall", "prepare"];

/** @param {string} file */
function addressesIn(file) {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line, index) =>
    /"resolved": "[a-z+]+:/.test(line)
      ? [`${relative(root, file)}:${index + 1}: ${line.trim()}; remove it, and keep .npmrc's first line`]
      : [],
  );
}

/**
 * Packages with an install script that the package.json beside a lockfile says nothing about.
 * @param {string} file
 */
function undecidedScripts(file) {
  const decided = readJson(join(dirname(file), "package.json")).allowScripts ?? {};
  const packages = Object.entries(readJson(file).packages);
  const named = packages
    .filter(([, entry]) => entry.hasInstallScript === true && entry.link !== true)
    .map(([path]) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));
  return [...new Set(named)]
    .filter((name) => !(name in decided) && !(name in OPTIONAL_ELSEWHERE))
    .map((name) => `${name} has an install script: allow or deny it in "allowScripts"`);
}

/**
 * Installed on other systems only, so npm never asks about them on ours.
 * @type {Record<string, string>}
 */
const OPTIONAL_ELSEWHERE = { fsevents: "macOS" };

/**
 * Where npm looks for a package that another one asks for: beside it, then ever further up.
 * @param {string} from   a path in the lockfile
 * @param {string} name
 */
export function candidates(from, name) {
  const folders = [from];
  for (let at = from; at !== ""; ) {
    at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")));
    folders.push(at);
  }
  return folders.map((folder) => `${folder === "" ? "" : `${folder}/`}node_modules/${name}`);
}

/**
 * Binaries for other systems that are not in a lockfile, as when a registry did not have them: `npm ci` then fails
 * everywhere, also where they are not needed.
 * @param {string} file
 */
function missingPlatforms(file) {
  const packages = readJson(file).packages;
  return Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !candidates(path, name).some((candidate) => candidate in packages))
      .map((name) => `${relative(root, file)}: ${name}, for ${path}, is missing; take a version that has it`),
  );
}

/** Scripts of ours that would run on a user's machine at installation. */
function ownInstallScripts() {
  return workspaces("packages").flatMap(({ manifest }) =>
    INSTALL_SCRIPTS.filter((script) => script in (manifest.scripts ?? {})).map(
      (script) =>
        `${manifest.name} has a "${script}" script; no package of ours runs code when it is installed`,
    ),
  );
}

/** @returns {Promise<string[]>} */
export async function check() {
  const lockfiles = sourceFiles().filter((file) => basename(file) === "package-lock.json");
  return [
    ...lockfiles.flatMap((file) => [
      ...addressesIn(file),
      ...missingPlatforms(file),
      ...undecidedScripts(file),
    ]),
    ...ownInstallScripts(),
  ];
}
