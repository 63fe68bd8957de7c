// The command for a row of the matrix, or the reason why it cannot run here.

import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { hasLibraries, processors, systemRoot } from "./processors.mjs";

/** @typedef {import("./rows.mjs").Row} Row */
/** @typedef {{ command: string, args: string[] } | { missing: string }} Command */

const matrix = fileURLToPath(new URL("..", import.meta.url));

/**
 * The command that starts a row's program on the row's processor; arguments of the program follow it.
 * @param {Row} row
 * @returns {Command}
 */
export function commandOf({ program, processor }) {
  const emulator = processor === undefined ? { prefix: [] } : emulatorOf(processor);
  if ("missing" in emulator) return emulator;
  const found = locate(program);
  if ("missing" in found) return found;
  const [command = found.file, ...args] = [...emulator.prefix, found.file];
  return { command, args };
}

/**
 * @param {string} name   of a processor
 * @returns {{ prefix: string[] } | { missing: string }}
 */
function emulatorOf(name) {
  const processor = processors[name];
  if (processor === undefined) return { missing: `there is no processor named ${name} in processors.mjs` };
  const { emulator, cpu, debian, foreign } = processor;
  const missing = { missing: `install it with: apt-get install ${debian.join(" ")}` };
  const file = onPath([emulator]);
  if (file === undefined) return { missing: `${emulator} is not installed; ${missing.missing}` };
  if (foreign === undefined) return { prefix: [file, "-cpu", cpu] };
  if (!hasLibraries(foreign)) {
    return { missing: `the libraries in ${foreign.libraries} are not installed; ${missing.missing}` };
  }
  return { prefix: [file, "-L", systemRoot(name, foreign, join(matrix, "out")), "-cpu", cpu] };
}

/**
 * @param {Row["program"]} program
 * @returns {{ file: string } | { missing: string }}
 */
function locate(program) {
  if ("npm" in program) {
    const file = join(matrix, program.folder, "node_modules", program.npm);
    if (existsSync(file)) return { file };
    const flags = program.folder === "arm64" ? " --os=linux --cpu=arm64" : "";
    const folder = join("matrix", program.folder);
    return { missing: `${program.npm} is not installed; install it with: npm ci --prefix ${folder}${flags}` };
  }
  const { names, variable, debian } = program;
  const named = process.env[variable];
  if (named)
    return executable(named) ? { file: named } : { missing: `${variable} names no program: ${named}` };
  const file = onPath(names);
  if (file !== undefined) return { file };
  return { missing: `${names[0]} is not installed; install it with: apt-get install ${debian}` };
}

/** @param {readonly string[]} names */
function onPath(names) {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(executable);
}

/** @param {string} file */
function executable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
