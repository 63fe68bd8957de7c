// npm ci, where the installed packages are not those of the lockfile.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { readJson, root } from "./repository.mjs";
import { run } from "./run.mjs";

/** @typedef {{ version?: string, link?: boolean, optional?: boolean, devOptional?: boolean, peer?: boolean }} Entry */

/**
 * Whether node_modules holds what package-lock.json names: npm records there what it laid down.
 * @returns {boolean}
 */
function installedAsLocked() {
  const record = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  /** @type {Record<string, Entry>} */
  const installed = readJson(record).packages;
  /** @type {Record<string, Entry>} */
  const locked = readJson(join(root, "package-lock.json")).packages;
  return Object.entries(locked).every(([path, entry]) => {
    if (!path.startsWith("node_modules/") || entry.link === true) return true;
    const found = installed[path];
    // Binaries for other platforms are in the lockfile but not on the disk.
    if (found === undefined)
      return entry.optional === true || entry.devOptional === true || entry.peer === true;
    return found.version === entry.version;
  });
}

/**
 * The problem with this version of Node, if there is one.
 * @returns {string | undefined}
 */
export function unsuitableNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return undefined;
  return `actfn needs Node 20.19 or newer, and this is ${process.version}. Install a newer one and try again.`;
}

/**
 * Installs what is missing.
 * @returns {Promise<{ code: number }>}
 */
export async function install() {
  if (installedAsLocked()) {
    console.log("      everything package-lock.json names is there already");
    return { code: 0 };
  }
  // The npm that runs this script, not one on PATH for another Node.
  const npm = process.env["npm_execpath"];
  const args = ["ci", "--no-audit", "--no-fund"];
  const { code } = npm?.endsWith(".js")
    ? await run(process.execPath, [npm, ...args])
    : await run("npm", args);
  return { code };
}
