// The Python suites: packages/*/test/python/test_*.py, run by unittest in a .venv with pinned packages.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { root, sourceFiles, workspaces } from "./repository.mjs";
import { run } from "./run.mjs";

/** @typedef {import("./tally.mjs").Outcome} Outcome */
/** @typedef {{ python: string } | { missing: string }} Environment */

const requirements = join(root, "scripts", "python-requirements.txt");
const venv = join(root, ".venv");
const stamp = join(venv, "requirements.sha256");
const windows = process.platform === "win32";
const venvPython = windows ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python");

/**
 * The folders with Python suites, one per package.
 * @returns {{ name: string, folder: string }[]}
 */
export function pythonSuites() {
  return workspaces("packages")
    .map(({ name, folder }) => ({ name, folder: join(folder, "test", "python") }))
    .filter(({ folder }) => sourceFiles(folder).some((file) => /[\\/]test_[^\\/]*\.py$/.test(file)));
}

/** The names to import, one per requirement. */
function moduleNames() {
  const lines = readFileSync(requirements, "utf8").split("\n");
  return lines.filter((line) => /^\w/.test(line)).map((line) => line.replace(/==.*/, "").trim());
}

/** @param {string} python */
async function hasEverything(python) {
  const { code } = await run(python, ["-c", `import ${moduleNames().join(", ")}`], { quiet: true });
  return code === 0;
}

/**
 * Makes .venv, or makes it again if the requirements have changed. It is marked as complete at the end, so that an interrupted
 * installation is not used.
 * @param {string} python
 * @returns {Promise<string | undefined>} why not, where it could not be made
 */
async function makeVenv(python) {
  const digest = createHash("sha256").update(readFileSync(requirements)).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest && (await hasEverything(venvPython)))
    return;
  console.log("Setting up .venv for the Python suites …");
  rmSync(venv, { recursive: true, force: true });
  const made = await run(python, ["-m", "venv", venv], { quiet: true, timeoutSeconds: 120 });
  if (made.code !== 0) return `${python} -m venv failed: ${lastLine(made.output)}`;
  const pip = [
    "-m",
    "pip",
    "install",
    "--disable-pip-version-check",
    "--quiet",
    "--retries",
    "1",
    "--timeout",
    "20",
  ];
  const installed = await run(venvPython, [...pip, "-r", requirements], { quiet: true, timeoutSeconds: 600 });
  if (installed.code !== 0) return `pip could not install the requirements: ${lastLine(installed.output)}`;
  writeFileSync(stamp, digest);
  return undefined;
}

/** @param {string} text */
function lastLine(text) {
  return text.trim().split("\n").at(-1) ?? "";
}

/**
 * A Python with the modules of the suites: .venv, or the Python on PATH if it has them all.
 * @returns {Promise<Environment>}
 */
export async function pythonEnvironment() {
  const python = windows ? "python" : "python3";
  const { code } = await run(python, ["--version"], { quiet: true });
  if (code !== 0) return { missing: `there is no ${python} on PATH` };
  const reason = await makeVenv(python);
  if (reason === undefined) return { python: venvPython };
  if (await hasEverything(python)) return { python };
  return { missing: reason };
}

/**
 * The jupyter-lab beside a Python.
 * @param {Environment} environment
 * @returns {string | undefined}
 */
export function jupyterLab(environment) {
  if ("missing" in environment) return undefined;
  const program = join(dirname(environment.python), windows ? "jupyter-lab.exe" : "jupyter-lab");
  return existsSync(program) ? program : undefined;
}

/**
 * Reads unittest's closing lines: `Ran 12 tests in 3.4s`, then `OK (skipped=1)` or `FAILED (failures=1, errors=2)`.
 * @param {string} output
 * @param {number} code
 * @returns {Outcome}
 */
export function countUnittest(output, code) {
  const ran = Number(/^Ran (\d+) tests? in /m.exec(output)?.[1] ?? 0);
  /** @param {string} word */
  const number = (word) =>
    Number(new RegExp(`^(?:OK|FAILED) \\(.*\\b${word}=(\\d+)`, "m").exec(output)?.[1] ?? 0);
  // A test with several failing subtests is counted once here, as it is under "Ran".
  const names = new Set([...output.matchAll(/^(?:FAIL|ERROR): (\S+ \([^)]*\))/gm)].map(([, name]) => name));
  const failed = names.size > 0 ? names.size : number("failures") + number("errors");
  const skipped = number("skipped");
  const notes = [...output.matchAll(/^(?:FAIL|ERROR): .*$/gm)].map(([line]) => line);
  notes.push(...[...output.matchAll(/^.* \.\.\. skipped .*$/gm)].map(([line]) => line));
  if (code !== 0 && failed === 0)
    return { passed: 0, failed: 1, skipped, notes: [...notes, lastLine(output)] };
  return { passed: Math.max(0, ran - failed - skipped), failed, skipped, notes };
}

/**
 * Runs one folder's suites.
 * @param {string} python
 * @param {string} folder
 * @returns {Promise<Outcome>}
 */
export async function runPythonSuite(python, folder) {
  const args = ["-m", "unittest", "discover", "-v", "-s", folder, "-p", "test_*.py"];
  const path = [dirname(python), process.env["PATH"]].join(delimiter);
  const env = {
    PATH: path,
    PYTHONUNBUFFERED: "1",
    PYTHONDONTWRITEBYTECODE: "1",
    ACTFN_NODE: process.execPath,
  };
  const { code, output } = await run(python, args, { keep: true, env, timeoutSeconds: 900 });
  return countUnittest(output, code);
}
