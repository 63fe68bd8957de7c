import { bytesOf, type Place } from "../compile/place.js";
import { Arena } from "../engine/arena.js";
import type { Job, SharedStream } from "./job.js";
import { ROOM } from "./staging.js";
import { type Share, SLOTS, WorkQueue } from "./work-queue.js";

/** The worker's side of a `WorkerSlot`: computes shares one after the other, in memory of its own. Runs in Node and in browsers. */
const arena = new Arena();
const kernels = new Map<number, Functions>();
/** More than the number of kernels that a `WorkerSlot` expects its thread to keep. */
const MOST_KERNELS = 256;

/** A kernel's functions: `run` of (count) for elements, `rows` of (count, length). */
type Functions = Readonly<Record<"run" | "rows", (count: number, length?: number) => void>>;
type Numbers = Float32Array | Float64Array;

/** Takes part in a request until it has ended. */
function perform(job: Job, queue: WorkQueue): void {
  if (job.module !== undefined) {
    kernels.delete(job.kernel);
    kernels.set(job.kernel, arena.instantiate(job.module) as Functions);
    if (kernels.size > MOST_KERNELS) kernels.delete(kernels.keys().next().value as number);
  }
  const functions = kernels.get(job.kernel) as Functions;
  for (let slot = 0; queue.take(slot, job.id); slot = (slot + 1) % SLOTS) {
    compute(job, functions, slot, queue.share(slot));
    queue.done(slot);
  }
  queue.leave(job.id);
}

function compute(job: Job, { run, rows }: Functions, slot: number, share: Share): void {
  const { inputs, outputs, tile: most, rowLength } = job;
  for (let from = 0; from < share.count; from += most) {
    const count = Math.min(most, share.count - from);
    for (const { place, ...stream } of inputs) {
      if (!place.uniform) tile(place, count).set(numbers(stream, place, slot, share.start, from, count));
      else tile(place, 1).set(numbers(stream, place, slot, 0, 0, 1));
    }
    if (rowLength === undefined) run(count);
    else rows(count / rowLength, rowLength);
    for (const { place, ...stream } of outputs) {
      numbers(stream, place, slot, share.start, from, count).set(tile(place, count));
    }
  }
}

function tile({ address, stored }: Place, count: number): Numbers {
  const at = address / bytesOf[stored];
  return arena[stored].subarray(at, at + count);
}

/** Numbers `from` … `from + count − 1` of a share that begins at element `start`. */
function numbers(
  { buffer, offset, staged }: SharedStream,
  { stored }: Place,
  slot: number,
  start: number,
  from: number,
  count: number,
): Numbers {
  const byte = offset + ((staged ? slot * ROOM : start) + from) * bytesOf[stored];
  return stored === "float64" ? new Float64Array(buffer, byte, count) : new Float32Array(buffer, byte, count);
}

/** Through `process`, since a bundler must not see the name; undefined in browsers. */
const threads = (
  globalThis as { process?: { getBuiltinModule?: (name: string) => typeof import("node:worker_threads") } }
).process?.getBuiltinModule?.("node:worker_threads");

if (threads === undefined) {
  (globalThis as unknown as { onmessage: unknown }).onmessage = ({ data }: { data: Job }): void =>
    perform(data, new WorkQueue(data.queue));
} else if (threads.parentPort !== null) {
  serve(threads.parentPort, threads.receiveMessageOnPort);
}

type NodeThreads = typeof import("node:worker_threads");
type Port = NonNullable<NodeThreads["parentPort"]>;

/** Performs each job, and stays at hand for the next one for a while, where the engine lets it look for messages (Deno does not). */
function serve(port: Port, receive: NodeThreads["receiveMessageOnPort"]): void {
  let canLook = true;
  const look = (): Job | undefined => {
    try {
      return receive(port)?.message as Job | undefined;
    } catch {
      canLook = false;
      return undefined;
    }
  };
  port.on("message", (first: Job) => {
    const queue = new WorkQueue(first.queue);
    perform(first, queue);
    let job = look();
    if (!canLook) return;
    for (job ??= queue.linger(look); job !== undefined; job = queue.linger(look)) perform(job, queue);
  });
}
