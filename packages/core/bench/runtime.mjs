// What a runtime costs over calling its backend, by what is switched on, and whether memory stays flat.
// From a built checkout: node packages/core/bench/runtime.mjs
//
// Ends with exit code 1 and the goals that were missed. A busy machine misses some: run it alone.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createRuntime, relu, toRequest } from "../dist/index.js";
import { circuitBreaker, concurrencyLimiter, shadow, statistics } from "../dist/resilience/index.js";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");
const CALLS = 200_000;
const ROUNDS = 5;

function idle(name = "idle") {
  const answer = (request) => [request.outputs[0]];
  return {
    contract: "v1",
    name,
    info: { version: "0", runtime: "none", device: "cpu", threads: 1, native: [] },
    supports: () => ({ status: "native" }),
    execute: async (request) => answer(request),
    executeSync: answer,
    dispose: async () => {},
  };
}

const missed = [];

/** A goal, and the number that is to stay below it. */
function goal(what, found, most, unit) {
  if (!(found < most)) missed.push(`${what} is ${found.toFixed(2)} ${unit}; under ${most} is the goal.`);
}

const x = new Float32Array(16);
const options = { out: new Float32Array(16) };

/** The least of several rounds, in microseconds a call: what else the machine does only ever adds. */
async function least(run) {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await run(CALLS);
    best = Math.min(best, ((performance.now() - start) / CALLS) * 1000);
  }
  return best;
}

async function costOf(runtime) {
  const sync = await least((times) => {
    for (let i = 0; i < times; i++) runtime.forwardSync(relu, x, options);
  });
  const async = await least(async (times) => {
    for (let i = 0; i < times; i++) await runtime.forward(relu, x, options);
  });
  return { sync, async };
}

const settings = {
  "everything off": {},
  statistics: { policies: [statistics()] },
  "concurrency and bytes": {
    limits: { bytes: 1e6 },
    policies: [concurrencyLimiter({ concurrency: 64, queue: 64 })],
  },
  "time-out": { limits: { timeout: 1000 } },
  "circuit breaker": { fallback: { on: "fault" }, policies: [circuitBreaker()] },
  "shadow of 1 %": { policies: [shadow({ backend: idle("shadow"), rate: 0.01 })] },
};

const backend = idle();
const request = toRequest({ definition: relu.definition, pass: "forward", x, options }, "fast");
const direct = {
  sync: await least((times) => {
    for (let i = 0; i < times; i++) backend.executeSync(request);
  }),
  async: await least(async (times) => {
    for (let i = 0; i < times; i++) await backend.execute(request);
  }),
};
const row = (name, { sync, async }) =>
  console.log(`${name.padEnd(24)} ${sync.toFixed(2).padStart(8)} ${async.toFixed(2).padStart(8)}`);
console.log(`${"µs a call".padEnd(24)} ${"sync".padStart(8)} ${"async".padStart(8)}`);
row("the backend itself", direct);
for (const [name, more] of Object.entries(settings)) {
  const cost = await costOf(createRuntime({ backends: [idle()], ...more }));
  row(name, cost);
  if (name !== "everything off") continue;
  goal("What a runtime adds to a synchronous call", cost.sync - direct.sync, 1, "µs");
  goal("What a runtime adds to an asynchronous call", cost.async - direct.async, 3, "µs");
}

/** Bytes of heap a time, over the second of two halves: the first may still compile. */
async function growth(times, work) {
  const sizes = [];
  for (let half = 0; half < 3; half++) {
    for (let i = 0; i < times / 2; i++) await work();
    collectGarbage();
    sizes.push(process.memoryUsage().heapUsed);
  }
  return (sizes[2] - sizes[1]) / (times / 2);
}

const runtime = createRuntime({ backends: [idle()] });
const perCall = await growth(1_000_000, () => runtime.forward(relu, x, options));
const perSwap = await growth(10_000, () =>
  runtime.use(idle(), { dispose: true, drain: true, probe: false, warmup: false }),
);
console.log(`heap growth: ${perCall.toFixed(3)} bytes a call, ${perSwap.toFixed(1)} bytes a swap`);
// A leak of one object a time takes some tens of bytes; what the collector leaves behind, less than these.
goal("The heap's growth", perCall, 1, "bytes a call");
goal("The heap's growth", perSwap, 100, "bytes a swap");

for (const one of missed) console.error(`Missed: ${one}`);
if (missed.length > 0) process.exitCode = 1;
