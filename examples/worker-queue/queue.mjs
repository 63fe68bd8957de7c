// A worker queue: jobs come in as lines of JSON, results leave as lines of JSON, in the same order.
//
//   { "activation": "gelu", "x": [-1, 0, 1], "options": { "approximate": "tanh" } }
//   { "activation": "relu", "x": [-1, 0, 1], "dy": [1, 1, 1] }          the gradient
//   { "command": "restart" }                                            ends every worker, as a crash would

import { createInterface } from "node:readline";
import { activationNamed, createRuntime } from "@actfn/core";
import { isolate } from "@actfn/core/isolate";
import { concurrencyLimiter } from "@actfn/core/resilience";

const workers = Number(process.env["WORKERS"] ?? 2);

/** Each worker has a runtime of its own, which runs one job at a time and keeps a few more ready. */
async function startWorker() {
  const backend = await isolate(import.meta.resolve("@actfn/backend-cpu"), {
    factory: "cpu",
    retries: 2,
    timeout: 10_000,
    onRestart: (reason) => console.error(`A worker is started again. ${reason}`),
  });
  const runtime = createRuntime({
    backends: [backend],
    limits: { timeout: 30_000 },
    policies: [concurrencyLimiter({ concurrency: 1, queue: 8 })],
  });
  return { backend, runtime, load: 0 };
}

const pool = await Promise.all(Array.from({ length: workers }, startWorker));

async function run(line) {
  const worker = pool.reduce((least, next) => (next.load < least.load ? next : least));
  worker.load++;
  try {
    const { activation, x, dy, options } = JSON.parse(line);
    const known = activationNamed(activation);
    const { runtime } = worker;
    const result = await (dy === undefined
      ? runtime.forward(known, x, options)
      : runtime.backward(known, x, dy, options));
    return { result };
  } catch (error) {
    return { error: { name: error.name, message: error.message } };
  } finally {
    worker.load--;
  }
}

/** Results in order: as many jobs are begun as there are places, and the oldest is waited for. */
const begun = [];
async function write() {
  process.stdout.write(`${JSON.stringify(await begun.shift())}\n`);
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === "") continue;
  if (/"command"\s*:\s*"restart"/.test(line)) {
    for (const { backend } of pool) void backend.restart("It was told to.");
    continue;
  }
  begun.push(run(line));
  if (begun.length >= workers * 8) await write();
}
while (begun.length > 0) await write();
await Promise.all(pool.map(({ runtime }) => runtime.dispose()));
