// A process that ends, or has something ended, while native code runs. It prints "ready" when that is so, and what it found.
//
// node scripts/kills/exit.mjs <scenario> <thread | process>      also in Bun, and with deno run -A

import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { cpu } from "@actfn/backend-cpu";
import { onnx } from "@actfn/backend-onnx";
import { createRuntime, gelu } from "@actfn/core";
import { isolate } from "@actfn/core/isolate";
import { NativeCalls } from "@actfn/core/native";

/** @typedef {import("@actfn/core/isolate").IsolateOptions} IsolateOptions */

const [scenario = "", workerType] = /** @type {[string?, IsolateOptions["workerType"]?]} */ (
  process.argv.slice(2)
);
const worker = workerType === undefined ? {} : { workerType };
const module = import.meta.resolve("@actfn/backend-onnx");
const x = new Float32Array(2 ** 20).fill(0.5);

/** @param {Partial<IsolateOptions>} [options] */
const isolated = (options = {}) => isolate(module, { factory: "onnx", ...worker, ...options });

/**
 * An isolated backend that is in the middle of one of many calls.
 * @param {Partial<IsolateOptions>} [options]
 */
async function busy(options) {
  const backend = await isolated(options);
  const runtime = createRuntime({ backends: [backend] });
  const calls = Array.from({ length: 20 }, () => runtime.forward(gelu, x));
  for (const call of calls) call.catch(() => {});
  await calls[0]?.catch(() => {});
  await delay(10 * Math.random());
  console.log("ready");
  return { backend, runtime, calls };
}

/** An isolated backend with a worker that hangs in native code for good. */
async function hang() {
  const hanging = new URL("hanging-backend.mjs", import.meta.url);
  const backend = await isolate(hanging, { factory: "hanging", ...worker, timeout: 600_000 });
  const runtime = createRuntime({ backends: [backend] });
  runtime.forward(gelu, [1]).catch(() => {});
  await delay(300);
  console.log("ready");
}

/**
 * A thread of the user's own that computes for ever; `end` is what it does when it is told to by a message.
 * @param {string} end
 * @param {unknown} [workerData]
 */
async function ownThread(end, workerData) {
  const code = `
    import { parentPort, workerData } from "node:worker_threads";
    import process from "node:process";
    import { gelu, use } from ${JSON.stringify(import.meta.resolve("@actfn/core"))};
    import { isolate } from ${JSON.stringify(import.meta.resolve("@actfn/core/isolate"))};
    import { NativeCalls } from ${JSON.stringify(import.meta.resolve("@actfn/core/native"))};
    import { onnx } from ${JSON.stringify(module)};
    const x = new Float32Array(2 ** 20);
    ${end}
    await gelu(x);
    parentPort.postMessage("busy");
    for (;;) { await gelu(x); await new Promise((resolve) => setImmediate(resolve)); }`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), { workerData });
  const failed = new Promise((_, reject) => worker.once("error", reject));
  await Promise.race([new Promise((resolve) => worker.once("message", resolve)), failed]);
  await delay(10 * Math.random());
  return worker;
}

/** @type {Readonly<Record<string, () => Promise<void>>>} */
const scenarios = {
  exit: async () => {
    await busy();
    process.exit(3);
  },
  "natural end": async () => {
    const { backend, calls } = await busy({ timeout: 3, retries: 0 });
    await Promise.allSettled(calls);
    console.log(`restarts ${backend.restarts > 0}`);
  },
  "uncaught error": async () => {
    await busy();
    throw new Error("uncaught");
  },
  SIGTERM: async () => {
    await busy();
    process.kill(process.pid, "SIGTERM");
    await delay(60_000);
  },
  "SIGTERM in a server": async () => {
    process.once("SIGTERM", async () => {
      await backend.dispose();
      console.log(`answered ${(await Promise.all(calls)).length}`);
      process.exit();
    });
    const { backend, calls } = await busy();
    process.kill(process.pid, "SIGTERM");
    await delay(60_000);
  },
  dispose: async () => {
    const { backend, calls } = await busy();
    await backend.dispose();
    console.log(`answered ${(await Promise.all(calls)).length}`);
  },
  AbortSignal: async () => {
    const { runtime, calls } = await busy();
    const controller = new AbortController();
    const aborted = runtime.forward(gelu, x, { signal: controller.signal }).catch((error) => error.name);
    controller.abort();
    console.log(await aborted);
    await Promise.all(calls);
  },
  swaps: async () => {
    const { runtime, calls } = await busy();
    for (const next of [cpu, onnx, isolated, cpu, onnx, isolated]) {
      await runtime.use(await next(), { dispose: true });
      calls.push(runtime.forward(gelu, x));
    }
    console.log(`answered ${(await Promise.all(calls)).length}`);
  },
  "process.exit in a thread of one's own": async () => {
    const worker = await ownThread(`
      await use(onnx());
      parentPort.once("message", () => process.exit(7));`);
    console.log("ready");
    worker.postMessage("end");
    console.log(`exit code ${await new Promise((resolve) => worker.once("exit", resolve))}`);
  },
  "ending threads of one's own by their native calls": async () => {
    const codes = [];
    for (let i = 0; i < 5; i++) {
      const calls = new NativeCalls();
      const worker = await ownThread(
        "new NativeCalls(workerData, () => process.exit(7)).install(); await use(onnx());",
        calls.shared,
      );
      const exited = new Promise((resolve) => worker.once("exit", resolve));
      if (calls.stop()) await worker.terminate();
      codes.push(await exited);
    }
    console.log(`ready, ended ${codes.length}`);
  },
  "exit while a thread of one's own has an isolated backend": async () => {
    await ownThread(`
      await use(await isolate(${JSON.stringify(module)}, { factory: "onnx", workerType: "process" }));`);
    console.log("ready");
    process.exit(3);
  },
  "exit while native code hangs": async () => {
    await hang();
    process.exit(3);
  },
  "SIGKILL while native code hangs": async () => {
    await hang();
    process.kill(process.pid, "SIGKILL");
  },
};

const run = scenarios[scenario];
if (run === undefined) throw new TypeError(`There is no scenario ${scenario}.`);
await run();
