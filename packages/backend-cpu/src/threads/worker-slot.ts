import { load, store } from "../engine/copy.js";
import type { Divisible } from "../engine/divisible.js";
import type { StartThread, Thread } from "./host.js";
import type { Job } from "./job.js";
import { type Home, ROOM, Staging, shareOf } from "./staging.js";
import { SLOTS, WorkQueue } from "./work-queue.js";

/** Kernels that a thread keeps. When there are more, all are dropped and sent again as needed. */
const MOST_KERNELS = 64;
/** Elements after which the caller checks whether the thread has finished the share that both compute. */
const GLANCE = 2048;

/** A slot of the thread pool: one worker, its queue, and its part in the current request. */
export class WorkerSlot {
  private readonly start: StartThread;
  private readonly staging = new Staging();
  private readonly known = new Set<number>();
  private thread: Thread | undefined;
  private reasonRefused: string | undefined;
  private queue: WorkQueue = new WorkQueue();
  private homes: readonly Home[] = [];
  private id = 0;
  /** The queue's slot that is filled next. Slots are filled, taken and collected in turn. */
  private next = 0;
  /** Whether the thread has computed a part of the current request. */
  hasHelped = false;

  constructor(start: StartThread) {
    this.start = start;
  }

  /** Why no thread can be started; undefined if one runs or may be started. */
  get refusal(): string | undefined {
    return this.reasonRefused;
  }

  /**
   * Prepares for the shares of a request and sends it to the thread, which is started if it does not run. Returns false if the
   * thread is still busy with a share that the caller has computed meanwhile, or if none can be started.
   */
  begin(run: Divisible, kernel: number): boolean {
    if (this.reasonRefused !== undefined) return false;
    if (this.thread === undefined) this.thread = this.started();
    else if (!this.queue.hasLeft(this.id)) {
      this.queue.wake();
      return false;
    }
    if (this.thread === undefined) return false;
    const { module, inputs, outputs } = run.code;
    this.homes = this.staging.homes(run, [...inputs, ...outputs]);
    this.id = (this.id + 1) | 0;
    this.next = 0;
    this.hasHelped = false;
    const streams = this.homes.map(({ buffer, offset, staged }) => ({ buffer, offset, staged }));
    if (this.known.size >= MOST_KERNELS) this.known.clear();
    this.thread.post({
      id: this.id,
      queue: this.queue.memory,
      kernel,
      module: this.known.has(kernel) ? undefined : module,
      tile: run.tile,
      rowLength: run.byRows ? run.grain : undefined,
      inputs: inputs.map((place, i) => ({ place, ...(streams[i] as (typeof streams)[number]) })),
      outputs: outputs.map((place, j) => {
        return { place, ...(streams[inputs.length + j] as (typeof streams)[number]) };
      }),
    } satisfies Job);
    this.known.add(kernel);
    this.queue.wake();
    return true;
  }

  /** Collects finished shares and fills free slots with elements from `next` on. Returns the first element that is left. */
  feed(run: Divisible, next: number): number {
    const share = shareOf(run);
    let from = next;
    for (let slot = this.next; ; slot = this.next) {
      if (this.queue.isDone(slot)) this.collect(run, slot);
      if (from >= run.size || !this.queue.isEmpty(slot)) return from;
      const count = Math.min(share, run.size - from);
      this.stage(run, slot, from, count);
      this.queue.give(slot, { start: from, count });
      this.next = (slot + 1) % SLOTS;
      from += count;
    }
  }

  /**
   * Completes all shares. The caller computes those that the thread has not begun, the last one first. It also computes those that
   * the thread has begun, until one of the two is done, so a thread that is late or lost costs no more than its shares. Both give
   * the same bits.
   */
  finish(run: Divisible): void {
    for (let k = SLOTS - 1; k >= 0; k--) {
      const slot = (this.next + k) % SLOTS;
      if (this.queue.isEmpty(slot)) continue;
      const { start, count } = this.queue.share(slot);
      if (this.queue.takeBack(slot)) run.range(start, count);
      else {
        const step = Math.max(run.grain, GLANCE - (GLANCE % run.grain));
        for (let done = 0; done < count && !this.queue.isDone(slot); done += step) {
          run.range(start + done, Math.min(step, count - done));
        }
        if (this.queue.isDone(slot)) this.collect(run, slot);
      }
    }
  }

  /** Tells the thread that the request has ended. */
  leave(): void {
    this.queue.end(this.id);
  }

  end(): void {
    const { thread } = this;
    this.thread = undefined;
    thread?.terminate();
  }

  private stage(run: Divisible, slot: number, start: number, count: number): void {
    for (const [i, { tensor, pattern, value }] of run.readers.entries()) {
      const { view } = this.homes[i] as Home;
      if (view === undefined) continue;
      if (value !== undefined) view[slot * ROOM] = value;
      else load(tensor, pattern, start, count, view, slot * ROOM);
    }
  }

  private collect(run: Divisible, slot: number): void {
    const { start, count } = this.queue.share(slot);
    for (const [j, { tensor, pattern }] of run.writers.entries()) {
      const { view } = this.homes[run.readers.length + j] as Home;
      store(tensor, pattern, start, count, view as NonNullable<Home["view"]>, slot * ROOM);
    }
    this.queue.free(slot);
    this.hasHelped = true;
  }

  /**
   * Starts a thread. If that is not possible (Node's permissions, a page's policy), returns undefined, now and later. Some engines
   * throw, others end the thread before it begins.
   */
  private started(): Thread | undefined {
    this.known.clear();
    const queue = new WorkQueue();
    this.queue = queue;
    try {
      const thread = this.start((reason) => {
        if (this.thread !== thread) return;
        this.thread = undefined;
        if (!queue.hasBegun()) this.reasonRefused = reason ?? "the worker ended before it began";
      });
      return thread;
    } catch (error) {
      this.reasonRefused = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }
}
