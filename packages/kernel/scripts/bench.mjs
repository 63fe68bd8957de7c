// Measures the kernel against its goals of speed, and exits 1 where one is missed: npm run bench --workspace packages/kernel
// (after npm run build). Run it on a machine that does nothing else; no test asserts a time.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KernelClient } from "../dist/notebook/kernel-client.js";
import { startKernelProcess } from "../dist/notebook/kernel-process.js";

const STARTS = 5;
const CELLS = 20;

const folder = mkdtempSync(join(tmpdir(), "actfn-bench-"));
const [ready, firstPlots, cells] = [[], [], []];
for (let i = 0; i < STARTS; i++) {
  const { milliseconds, client } = await start();
  ready.push(milliseconds);
  firstPlots.push(await timeOf(client, "plot(gelu)"));
  for (let k = 0; k < CELLS; k++) cells.push(await timeOf(client, "1 + 1"));
  await client.close();
}
const { client } = await start();
await timeOf(client, "await use(cpu());");
const race = await timeOf(client, "await lab.race([relu, gelu, silu, mish, tanh, sigmoid]);");
await client.close();
rmSync(folder, { recursive: true });

const measured = [
  { goal: "kernel ready", unit: "ms", most: 1500, value: median(ready) },
  { goal: "trivial cell", unit: "ms", most: 30, value: median(cells) },
  { goal: "first plot", unit: "ms", most: 300, value: median(firstPlots) },
  { goal: "race of 6 on 10 000 digits", unit: "s", most: 60, value: race / 1000 },
];
for (const { goal, unit, most, value } of measured) {
  const isMet = value < most;
  console.log(
    `${isMet ? "met   " : "MISSED"} ${goal.padEnd(28)} ${value.toFixed(1)} ${unit}, goal: under ${most} ${unit}`,
  );
  if (!isMet) process.exitCode = 1;
}

/** A kernel, and how long it took until it answered. */
async function start() {
  const started = performance.now();
  const client = await KernelClient.connect(await startKernelProcess(folder));
  return { client, milliseconds: performance.now() - started };
}

/** How long a cell takes, from the request to the last of its outputs. */
async function timeOf(client, code) {
  const started = performance.now();
  const reply = await client.request("execute_request", { code, store_history: true, stop_on_error: true });
  if (reply.status !== "ok") throw new Error(`${code}\n${reply.traceback?.join("\n")}`);
  return performance.now() - started;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
