// npm run kills: ends workers in the middle of calls, by default 1000 times for each backend and each kind of worker, and
// prints a line for each. It fails where a process dies, an answer is wrong or a process is left behind.
//
// npm run kills -- [--kills 1000] [--load 1] [--engine "deno run -A"] … [--backend onnx] [--worker thread] [--report kills.json]
//
// --load busy processes run beside it. --engine is a command that runs a script, node by default; it may be given again, as
// may --backend and --worker. A line replaces the one of the same engine, backend and worker in the report.

import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runApart } from "./run-apart.mjs";

/**
 * @typedef {{ engine?: string, backend: string, workerType: string, wrongAnswers?: number, code: number | null, orphans: number }} Row
 */

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "1000" },
    load: { type: "string", default: "1" },
    engine: { type: "string", multiple: true, default: [process.execPath] },
    backend: { type: "string", multiple: true, default: ["cpu", "onnx"] },
    worker: { type: "string", multiple: true, default: ["thread", "process"] },
    report: { type: "string" },
  },
});
const script = fileURLToPath(new URL("kill.mjs", import.meta.url));
const load = Array.from({ length: Number(values.load) }, () =>
  spawn(process.execPath, ["--eval", "for (;;);"], { stdio: "ignore" }),
);

try {
  for (const engine of values.engine)
    for (const backend of values.backend)
      for (const worker of values.worker) {
        const row = await kill(engine, backend, worker);
        console.log(JSON.stringify(row));
        if (row.code !== 0 || row.wrongAnswers !== 0 || row.orphans !== 0) process.exitCode = 1;
        if (values.report !== undefined) await addTo(values.report, row);
      }
} finally {
  for (const busy of load) busy.kill();
}

/**
 * @param {string} engine
 * @param {string} backend
 * @param {string} workerType
 * @returns {Promise<Row>}
 */
async function kill(engine, backend, workerType) {
  const start = performance.now();
  const command = [...engine.split(" "), script, backend, workerType, values.kills];
  const { code, signal, output, orphans } = await runApart(command);
  const seconds = Math.round((performance.now() - start) / 1000);
  const last = output.trim().split("\n").at(-1) ?? "";
  const counts = code === 0 ? JSON.parse(last) : { engine, backend, workerType, output: output.slice(-2000) };
  return { ...counts, code, signal, orphans: orphans.length, seconds };
}

/**
 * @param {string} path
 * @param {Row} row
 */
async function addTo(path, row) {
  const text = await readFile(path, "utf8").catch(() => undefined);
  /** @type {Row[]} */
  const rows = text === undefined ? [] : JSON.parse(text).rows;
  /** @param {Row} row */
  const key = ({ engine, backend, workerType }) => `${engine} ${backend} ${workerType}`;
  const report = {
    date: new Date().toISOString().slice(0, 10),
    processor: `${cpus()[0]?.model.trim()}, ${cpus().length} cores`,
    onnxruntimeNode: await versionOf("onnxruntime-node"),
    load: Number(values.load),
    rows: [...rows.filter((other) => key(other) !== key(row)), row],
  };
  await writeFile(path, `${JSON.stringify(report, undefined, 2)}\n`);
}

/** @param {string} name */
async function versionOf(name) {
  const manifest = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(await readFile(manifest, "utf8")).version;
}
