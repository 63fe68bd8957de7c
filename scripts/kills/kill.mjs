// Ends the worker of an isolated backend again and again, at random moments of calls, and checks each answer in between.
// The last line that it prints is its report, as JSON; where the process dies, there is none.
//
// node scripts/kills/kill.mjs <cpu | onnx> <thread | process> <kills>      also in Bun, and with deno run -A

import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { createRuntime, gelu, softmax } from "@actfn/core";
import { isolate } from "@actfn/core/isolate";

/** @typedef {import("@actfn/core").Runtime} Runtime */
/** @typedef {import("@actfn/core/isolate").IsolateOptions} IsolateOptions */

const [factory = "cpu", workerType = "thread", count] =
  /** @type {[string?, IsolateOptions["workerType"]?, string?]} */ (process.argv.slice(2));
const kills = Number(count);
const module = import.meta.resolve(`@actfn/backend-${factory}`);

const x = new Float32Array(2 ** 20).map((_, i) => Math.sin(i));
/**
 * Calls of many kinds: one long native run, many short ones, gradients, rows.
 * @type {readonly ((runtime: Runtime) => Promise<unknown>)[]}
 */
const calls = [
  (runtime) => runtime.forward(gelu, x),
  (runtime) => runtime.forward(gelu, x.subarray(2 ** 17), { precision: "strict" }),
  (runtime) => runtime.backward(gelu, x.subarray(2 ** 18), x.subarray(2 ** 18)),
  (runtime) => runtime.forward(softmax, x.subarray(2 ** 19)),
  (runtime) => Promise.all(Array.from({ length: 200 }, () => runtime.forward(gelu, x.subarray(0, 100)))),
];

/** @param {number} timeout */
async function start(timeout) {
  const backend = await isolate(module, { factory, workerType, timeout, retries: 0, startTimeout: 120_000 });
  const runtime = createRuntime({ backends: [backend] });
  const answer = async () => String(await runtime.forward(gelu, Float32Array.of(0.5, -1)));
  return { backend, runtime, answer };
}

const { bun, deno, node } = process.versions;
const report = {
  engine: bun ? `Bun ${bun}` : deno ? `Deno ${deno}` : `Node ${node}`,
  backend: factory,
  workerType,
  kills: 0,
  /** Kills that cost a call: the others came between a call and its answer's arrival, or before it. */
  inCall: 0,
  wrongAnswers: 0,
};
const byHand = await start(600_000);
const byTimeout = await start(3);
const right = await byHand.answer();

for (let i = 0; report.kills < kills; i++) {
  const call = /** @type {typeof calls[number]} */ (calls[i % calls.length]);
  const kind = i % 3 === 0 ? byTimeout : byHand;
  const before = kind.backend.restarts;
  const ended = call(kind.runtime).then(
    () => false,
    (/** @type {Error} */ error) => {
      if (error.name !== "TimeoutError" && error.name !== "WorkerLostError") throw error;
      return true;
    },
  );
  if (kind === byHand) {
    await delay(15 * Math.random());
    await kind.backend.restart();
  }
  if (await ended) report.inCall++;
  report.kills += kind.backend.restarts - before;
  if ((await byHand.answer()) !== right) report.wrongAnswers++;
}

const { restarts } = byHand.backend;
if ((await byHand.answer()) !== right || byHand.backend.restarts !== restarts) report.wrongAnswers++;
await byHand.backend.dispose();
await byTimeout.backend.dispose();
console.log(JSON.stringify(report));
