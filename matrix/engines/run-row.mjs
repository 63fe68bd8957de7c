// Runs one row: starts the probe on the engine and processor of the row, and checks its results.

import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { start } from "../start.mjs";
import { commandOf } from "./command.mjs";
import { probeInBrowser } from "./page.mjs";
import { processors } from "./processors.mjs";

/** @typedef {import("./rows.mjs").Row} Row */
/** @typedef {import("../run-rows.mjs").Context} Context */
/** @typedef {import("../run-rows.mjs").Outcome} Outcome */
/** @typedef {Record<string, any> & { part: string, seconds: number }} Cell */

const onDisk = fileURLToPath(new URL("../out/probe/on-disk.js", import.meta.url));
/** Time limits for programs that hang. They do not measure speed. */
const minutesAtMost = { quick: 5, full: 20 };

/** Arguments of a program that stand before a script. @param {Row["host"]} host */
export function scriptArguments(host) {
  return host === "deno" ? ["run", "--allow-all"] : [];
}

/**
 * @param {Row} row
 * @param {readonly string[]} parts
 * @param {Record<string, string>} expected   the digest of each activation on the Node that runs this
 * @param {Context} context
 * @returns {Promise<Outcome>}
 */
export async function runRow(row, parts, expected, { quick, signal, progress }) {
  const found = commandOf(row);
  if ("missing" in found) return { status: "not run", reason: found.missing };
  const minutes = minutesAtMost[quick ? "quick" : "full"];
  const limit = AbortSignal.timeout(minutes * 60_000);
  const ends = AbortSignal.any([signal, limit]);
  const version = await versionOf(found, ends);
  /** @type {Record<string, object>} */
  const cells = {};
  /** @type {string[]} */
  const faults = [];
  /** @param {Cell} cell */
  const onCell = ({ part, ...cell }) => {
    const fault = judge(part, cell, expected);
    if (fault !== undefined) faults.push(`${part}: ${fault}`);
    progress(`         ${row.name}, ${part}: ${fault ?? cell["missing"] ?? "passed"} (${cell["seconds"]} s)`);
    cells[part] = { date: new Date().toISOString(), ...cell, ...(fault === undefined ? {} : { fault }) };
  };
  const ended =
    row.host === "chromium" || row.host === "firefox"
      ? await probeInBrowser(row.host, found, parts, ends, onCell)
      : await probeOnDisk(row, found, parts, ends, onCell);
  const early = limit.aborted ? `took more than ${minutes} minutes` : ended;
  if (early !== undefined) faults.push(early);
  const processor = await processorOf(row, ends);
  const result = { engine: row.engine, version, processor, ...(early === undefined ? {} : { early }), cells };
  if (faults.length === 0) return { status: "passed", result };
  return { status: "failed", reason: faults.join("; "), result };
}

/**
 * @param {Row} row
 * @param {{ command: string, args: readonly string[] }} program
 * @param {readonly string[]} parts
 * @param {AbortSignal} signal
 * @param {(cell: Cell) => void} onCell
 * @returns {Promise<string | undefined>} why it ended too early, where it did
 */
async function probeOnDisk(row, program, parts, signal, onCell) {
  let count = 0;
  const args = [...program.args, ...scriptArguments(row.host), onDisk, ...parts];
  const { code, errors } = await start(program.command, args, {
    signal,
    onLine: (line) => {
      if (!line.startsWith('{"part"')) return;
      count++;
      onCell(JSON.parse(line));
    },
  });
  if (code === 0 && count === parts.length) return undefined;
  return `ended with code ${code} after ${count} of ${parts.length} parts: ${errors.trim().slice(-300)}`;
}

/**
 * Describes the fault of a cell.
 * @param {string} part
 * @param {Record<string, any>} cell
 * @param {Record<string, string>} expected
 * @returns {string | undefined}
 */
function judge(part, { error, result }, expected) {
  if (error !== undefined) return error;
  if (part === "digest") {
    const names = Object.keys(expected).filter((name) => result.activations[name] !== expected[name]);
    return names.length === 0 ? undefined : `other bits of ${names.join(", ")}`;
  }
  if (result?.passed === false) return `${result.failed} of ${result.checks} checks failed`;
  return undefined;
}

/**
 * The version that a program prints.
 * @param {{ command: string, args: readonly string[] }} program
 * @param {AbortSignal} signal
 */
async function versionOf({ command, args }, signal) {
  /** @type {string[]} */
  const lines = [];
  await start(command, [...args, "--version"], { signal, onLine: (line) => lines.push(line) });
  return lines.filter((line) => line.trim() !== "").join("; ");
}

/** Features of x86 processors on which numeric code depends, as /proc/cpuinfo names them. */
const FEATURES = ["ssse3", "sse4_1", "sse4_2", "avx", "avx2", "fma", "avx512f", "avx512_vnni", "avx512_bf16"];

/**
 * @param {Row} row
 * @param {AbortSignal} signal
 */
async function processorOf({ processor }, signal) {
  const emulated = processor === undefined ? undefined : processors[processor];
  if (emulated !== undefined) {
    const { title, features, emulator } = emulated;
    const version = await versionOf({ command: emulator, args: [] }, signal);
    return { title, features, emulator: `${emulator} ${/\d+(?:\.\d+)+/.exec(version)?.[0] ?? version}` };
  }
  return { title: cpus()[0]?.model ?? process.arch, features: ownFeatures() };
}

/** The features of this machine's processor, if the system lists them. */
function ownFeatures() {
  try {
    const flags = /^(?:flags|Features)\s*: (.*)$/m
      .exec(readFileSync("/proc/cpuinfo", "utf8"))?.[1]
      ?.split(" ");
    return process.arch === "x64" ? FEATURES.filter((feature) => flags?.includes(feature)) : (flags ?? []);
  } catch {
    return [];
  }
}
