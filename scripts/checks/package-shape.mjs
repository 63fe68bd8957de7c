// What is published can be found and typed by everyone who may import it, a notebook's cell (Node10) included.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { workspaces } from "../steps/repository.mjs";
import { run } from "../steps/run.mjs";

export const title = "packages have the right shape";

/** ESM only, on purpose: every Node we support can require() a module without top-level await. */
const INTENDED = new Set(["CJSResolvesToESM"]);

/** Entries that nobody imports in code: the script of a worker has an address. */
const NOT_CODE = ["./package.json", "./thread", "./isolate/worker"];

/** npm, run by the Node that runs this script where npm says where it lies. */
const npm = process.env["npm_execpath"];

/**
 * @param {string} packageFolder
 * @param {string} destination
 * @returns {Promise<Buffer>}
 */
async function pack(packageFolder, destination) {
  const args = ["pack", "--json", "--silent", "--ignore-scripts", "--pack-destination", destination];
  const options = { cwd: packageFolder, quiet: true };
  const { code, output } = npm?.endsWith(".js")
    ? await run(process.execPath, [npm, ...args], options)
    : await run("npm", args, options);
  const filename = /"filename": "([^"]+)"/.exec(output)?.[1];
  if (code !== 0 || filename === undefined) throw new Error(`npm pack failed in ${packageFolder}: ${output}`);
  return readFileSync(join(destination, filename));
}

/**
 * @param {Buffer} tarball
 * @returns {Promise<string[]>}
 */
async function publintProblems(tarball) {
  const data = tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength);
  const { messages, pkg } = await publint({
    strict: true,
    level: "warning",
    pack: { tarball: /** @type {ArrayBuffer} */ (data) },
  });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`);
}

/**
 * @param {Buffer} tarball
 * @returns {Promise<string[]>}
 */
async function typeProblems(tarball) {
  const result = await checkPackage(createPackageFromTarballData(tarball), { excludeEntrypoints: NOT_CODE });
  if (!result.types) return ["are-the-types-wrong: the package has no types"];
  const problems = result.problems.filter(({ kind }) => !INTENDED.has(kind));
  return problems.map(({ kind, ...details }) => {
    const where = Object.entries(details).filter(([key]) => key !== "trace");
    return `are-the-types-wrong: ${kind} ${where.map(([key, value]) => `${key}=${value}`).join(" ")}`;
  });
}

/** @returns {Promise<string[]>} */
export async function check() {
  const destination = mkdtempSync(join(tmpdir(), "actfn-pack-"));
  try {
    const problems = [];
    for (const { folder, manifest } of workspaces("packages")) {
      const tarball = await pack(folder, destination);
      const found = [...(await publintProblems(tarball)), ...(await typeProblems(tarball))];
      problems.push(...found.map((problem) => `${manifest.name}: ${problem}`));
    }
    return problems;
  } finally {
    rmSync(destination, { recursive: true, force: true });
  }
}
