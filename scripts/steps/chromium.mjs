// A Chromium for the browser tests: the one named, the one on PATH, or Debian's.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./run.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** @typedef {{ chromium: string } | { missing: string }} Browser */

/** @param {string} file */
function executable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {string | undefined} */
function onPath() {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(executable);
}

/**
 * Installs Debian's Chromium, where that is possible without asking anyone.
 * @returns {Promise<string | undefined>} why not, where it could not be installed
 */
async function installWithApt() {
  if (process.getuid?.() !== 0) return "no Chromium on PATH, and only root could install one";
  console.log("Installing Chromium …");
  const apt = [
    "-o",
    "Acquire::Retries=1",
    "-o",
    "Acquire::http::Timeout=20",
    "-o",
    "Acquire::https::Timeout=20",
  ];
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const options = { quiet: true, env, timeoutSeconds: 600 };
  const updated = await run("apt-get", [...apt, "update"], options);
  if (updated.code === 127) return "no Chromium on PATH, and no apt-get to install one with";
  const install = [...apt, "install", "-y", "--no-install-recommends", "chromium"];
  const installed = await run("apt-get", install, options);
  if (installed.code === 0) return undefined;
  return `apt-get could not install Chromium: ${installed.output.trim().split("\n").at(-1)}`;
}

/** @returns {Promise<Browser>} */
export async function findChromium() {
  const named = process.env["ACTFN_CHROMIUM"];
  if (named)
    return executable(named) ? { chromium: named } : { missing: `ACTFN_CHROMIUM names no program: ${named}` };
  const found = onPath();
  if (found !== undefined) return { chromium: found };
  const reason = await installWithApt();
  const installed = onPath();
  if (installed !== undefined) return { chromium: installed };
  return { missing: reason ?? "Chromium was installed, but is not on PATH" };
}
