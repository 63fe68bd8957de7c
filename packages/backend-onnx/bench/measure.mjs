// node packages/backend-onnx/bench/measure.mjs: what the backend adds to ONNX Runtime, in one run on the same machine.
//
//   calls      a call through actfn against a hand-written session.run on the same model
//   first use  every activation once, session and all
//   memory     after 100,000 calls, and after 1,000 backends made and disposed of
//
// Build the packages first (npm run build at the root). Ends with exit code 1 and the goals that were missed; a busy machine
// misses some: run it alone.

import { exportModel, onnx } from "@actfn/backend-onnx";
import { activationNamed, catalogue, createRuntime } from "@actfn/core";
import ort from "onnxruntime-node";

const missed = [];

/** A goal, and the number that is to stay below it. */
function goal(what, found, most, unit) {
  if (!(found <= most))
    missed.push(`${what} is ${found.toFixed(1)} ${unit}; at most ${most.toFixed(1)} is the goal.`);
}

const settings = { intraOpNumThreads: 1, graphOptimizationLevel: "basic", logSeverityLevel: 4 };

/**
 * The median time of a call in µs, each of several ways. They take turns call by call, so that a busy machine, and the
 * collection of what earlier calls left, falls on all alike; short calls are timed many at a time.
 */
async function compare(ways, calls) {
  const batch = Math.max(1, Math.floor(calls / 100));
  const times = ways.map(() => []);
  for (let turn = 0; turn < 220; turn++) {
    for (const [i, way] of ways.entries()) {
      const start = performance.now();
      for (let k = 0; k < batch; k++) await way();
      if (turn >= 20) times[i].push(((performance.now() - start) / batch) * 1000);
    }
  }
  return times.map((list) => list.sort((a, b) => a - b)[list.length >> 1]);
}

async function measureCalls() {
  const backend = await onnx();
  const runtime = createRuntime({ backends: [backend] });
  console.log("\nOne call, µs (median)");
  console.log("activation        n    session.run      actfn       sync   actfn − session.run");
  for (const name of ["relu", "gelu", "softmax"]) {
    const activation = activationNamed(name);
    const session = await ort.InferenceSession.create(exportModel(activation, { rank: 2 }), settings);
    for (let power = 4; power <= 20; power += 4) {
      const n = 2 ** power;
      const x = Float32Array.from({ length: n }, (_, i) => (i % 16) - 8);
      const rows = [16, n / 16];
      const byHand = () => session.run({ x: new ort.Tensor("float32", x, rows) }, ["y"]);
      const flat = name === "softmax" ? (await import("@actfn/core")).tensor(x, { shape: rows }) : x;
      const [hand, later, atOnce] = await compare(
        [byHand, () => runtime.forward(activation, flat), () => runtime.forwardSync(activation, flat)],
        Math.min(10_000, 2 ** 24 / n),
      );
      const more = later - hand;
      goal(
        `What a call of ${name} on ${n} numbers adds to session.run`,
        more,
        Math.max(2, hand * 0.05),
        "µs",
      );
      const cells = [hand, later, atOnce, more].map((value) => value.toFixed(1).padStart(10));
      console.log(`${name.padEnd(10)} ${String(n).padStart(8)} ${cells.join(" ")}`);
    }
    await session.release();
  }
  await backend.dispose();
}

async function measureFirstUse() {
  const backend = await onnx({ sessions: 256 });
  const runtime = createRuntime({ backends: [backend] });
  const pointwise = catalogue.filter(
    ({ definition }) =>
      !Object.values(definition.options).some(
        (option) => option.type === "tensor" && option.default === undefined,
      ),
  );
  const chosen = pointwise.slice(0, 50);
  for (const precision of ["fast", "strict"]) {
    const start = performance.now();
    for (const activation of chosen) {
      const { definition } = activation;
      const shape = [...Array(Math.max(1, -(definition.options.axis?.default ?? -1))).fill(1), 12];
      const x = (await import("@actfn/core")).tensor(new Float32Array(12), { shape });
      await runtime.forward(activation, x, { precision });
    }
    const what = `The first use of ${chosen.length} activations, ${precision},`;
    const took = performance.now() - start;
    console.log(`${what} takes ${took.toFixed(0)} ms`);
    goal(what, took, 3000, "ms");
  }
  await backend.dispose();
}

/** The process's memory, and what JavaScript holds outside its heap, in MB. */
function usage() {
  globalThis.gc?.();
  const { rss, external } = process.memoryUsage();
  return [rss, external].map((bytes) => bytes / 2 ** 20);
}

/** By how many MB memory grows over many turns, the least of three rounds: a leak grows in each, garbage that waits does not. */
async function growth(turns, turn) {
  for (let i = 0; i < turns / 5; i++) await turn();
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const before = usage();
    for (let i = 0; i < turns; i++) await turn();
    least = Math.min(least, Math.max(...usage().map((after, i) => after - before[i])));
  }
  return least;
}

async function measureMemory() {
  const backend = await onnx();
  const runtime = createRuntime({ backends: [backend] });
  const gelu = activationNamed("gelu");
  const x = new Float32Array(1024);
  const turns = {
    "100,000 calls": [100_000, () => runtime.forward(gelu, x)],
    "1,000 backends made and disposed of": [
      1_000,
      async () => {
        const one = await onnx();
        await createRuntime({ backends: [one] }).forward(gelu, x);
        await one.dispose();
      },
    ],
  };
  for (const [name, [times, turn]] of Object.entries(turns)) {
    const grown = await growth(times, turn);
    console.log(`Memory over ${name}: ${grown.toFixed(1)} MB more`);
    // 80 bytes a call, and 8 KB a backend: less than what either would keep of itself.
    goal(`The growth of memory over ${name}`, grown, 8, "MB");
  }
  await backend.dispose();
}

await measureCalls();
await measureFirstUse();
await measureMemory();

for (const one of missed) console.error(`Missed: ${one}`);
if (missed.length > 0) process.exitCode = 1;
