// A Chromium for the browser tests: the one named, the one on PATH, or Debian's.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { installWithApt } from "./apt.mjs";

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

/** @returns {Promise<Browser>} */
export async function findChromium() {
  const named = process.env["ACTFN_CHROMIUM"];
  if (named)
    return executable(named) ? { chromium: named } : { missing: `ACTFN_CHROMIUM names no program: ${named}` };
  const found = onPath();
  if (found !== undefined) return { chromium: found };
  const reason = await installWithApt(["chromium"]);
  const installed = onPath();
  if (installed !== undefined) return { chromium: installed };
  if (reason === undefined) return { missing: "Chromium was installed, but is not on PATH" };
  return { missing: `no Chromium on PATH, and ${reason}` };
}
