import { bytesOf, type Place } from "../compile/elements.js";
import { Arena } from "../engine/arena.js";
import { instantiate, type RunTile } from "../engine/elements.js";
import type { Job } from "./job.js";

/** The other end of a worker: computes one job after another, in memory of its own. Runs in Node and in browsers. */
const arena = new Arena();
const kernels = new Map<number, RunTile>();

function perform(job: Job): void {
  if (job.module !== undefined) kernels.set(job.kernel, instantiate(job.module, arena));
  const run = kernels.get(job.kernel) as RunTile;
  for (let from = 0; from < job.count; from += job.capacity) {
    const count = Math.min(job.capacity, job.count - from);
    for (const { buffer, offset, place } of job.inputs) {
      const start = place.uniform ? 0 : from;
      tile(place, count).set(shared(place, buffer, offset, start, place.uniform ? 1 : count));
    }
    run(count);
    for (const { buffer, offset, place } of job.outputs) {
      shared(place, buffer, offset, from, count).set(tile(place, count));
    }
  }
  const done = new Int32Array(job.done);
  Atomics.store(done, 0, job.id);
}

function tile({ address, stored }: Place, count: number): Float32Array | Float64Array {
  const at = address / bytesOf[stored];
  return arena[stored].subarray(at, at + count);
}

function shared(
  { stored }: Place,
  buffer: SharedArrayBuffer,
  offset: number,
  from: number,
  count: number,
): Float32Array | Float64Array {
  const byte = offset + from * bytesOf[stored];
  return stored === "float64" ? new Float64Array(buffer, byte, count) : new Float32Array(buffer, byte, count);
}

/** In a browser a worker's own scope, in Node the port to its parent. */
interface Port {
  postMessage(message: unknown): void;
}

function answer(port: Port, job: Job): void {
  perform(job);
  port.postMessage(job.id);
}

const scope = globalThis as unknown as { process?: unknown; onmessage: unknown } & Port;
if (scope.process === undefined) {
  scope.onmessage = ({ data }: { data: Job }): void => answer(scope, data);
} else {
  import("node:worker_threads").then(
    ({ parentPort }) => parentPort?.on("message", (job: Job) => answer(parentPort, job)),
    () => undefined,
  );
}
