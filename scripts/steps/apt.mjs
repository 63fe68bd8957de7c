// Packages of Debian, where they can be installed without asking anyone.

import { run } from "./run.mjs";

const APT = [
  "-o",
  "Acquire::Retries=1",
  "-o",
  "Acquire::http::Timeout=20",
  "-o",
  "Acquire::https::Timeout=20",
];

/**
 * Installs packages of Debian.
 * @param {readonly string[]} packages
 * @returns {Promise<string | undefined>} why not, where they could not be installed
 */
export async function installWithApt(packages) {
  const names = packages.join(" ");
  if (process.getuid?.() !== 0) return `only root could install it: apt-get install ${names}`;
  console.log(`Installing ${names} …`);
  const options = { quiet: true, env: { DEBIAN_FRONTEND: "noninteractive" }, timeoutSeconds: 600 };
  const updated = await run("apt-get", [...APT, "update"], options);
  if (updated.code === 127) return `there is no apt-get to install ${names} with`;
  const install = [...APT, "install", "-y", "--no-install-recommends", ...packages];
  const installed = await run("apt-get", install, options);
  if (installed.code === 0) return undefined;
  return `apt-get could not install ${names}: ${installed.output.trim().split("\n").at(-1)}`;
}
