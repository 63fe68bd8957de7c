// npm run kills: ends workers in the middle of calls, by default 1000 times for each backend and each kind of worker, and
// prints a report. It fails where a process dies, an answer is wrong or a process is left behind.
//
// npm run kills -- [--kills 1000] [--load 2] [--engine "deno run -A"] … [--report apps/docs/reports/kills.json]
//
// --load busy processes run beside it. --engine is a command that runs a script, node by default; it may be given again.

import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runApart } from "./run-apart.mjs";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "1000" },
    load: { type: "string", default: "2" },
    engine: { type: "string", multiple: true, default: [process.execPath] },
    report: { type: "string" },
  },
});
const script = fileURLToPath(new URL("kill.mjs", import.meta.url));
const runs = values.engine.flatMap((engine) =>
  ["cpu", "onnx"].flatMap((backend) => ["thread", "process"].map((worker) => ({ engine, backend, worker }))),
);

const load = Array.from({ length: Number(values.load) }, () =>
  spawn(process.execPath, ["--eval", "for (;;);"], { stdio: "ignore" }),
);
const rows = [];
try {
  for (const { engine, backend, worker } of runs) {
    const start = performance.now();
    const command = [...engine.split(" "), script, backend, worker, values.kills];
    const { code, signal, output, orphans } = await runApart(command);
    const seconds = Math.round((performance.now() - start) / 1000);
    const last = output.trim().split("\n").at(-1) ?? "";
    const counts =
      code === 0 ? JSON.parse(last) : { backend, workerType: worker, output: output.slice(-2000) };
    rows.push({ ...counts, code, signal, orphans: orphans.length, seconds });
    console.log(JSON.stringify(rows.at(-1)));
  }
} finally {
  for (const busy of load) busy.kill();
}

/** @param {{ code: number | null, wrongAnswers: number, orphans: number }} row */
const isRight = ({ code, wrongAnswers, orphans }) => code === 0 && wrongAnswers === 0 && orphans === 0;
if (!rows.every(isRight)) process.exitCode = 1;
if (values.report !== undefined) {
  const report = {
    date: new Date().toISOString().slice(0, 10),
    processor: `${cpus()[0]?.model.trim()}, ${cpus().length} cores`,
    onnxruntimeNode: await versionOf("onnxruntime-node"),
    load: Number(values.load),
    rows,
  };
  await writeFile(values.report, `${JSON.stringify(report, undefined, 2)}\n`);
}

/** @param {string} name */
async function versionOf(name) {
  const manifest = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(await readFile(manifest, "utf8")).version;
}
