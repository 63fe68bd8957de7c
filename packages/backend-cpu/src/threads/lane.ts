import { bring, take } from "../engine/copy.js";
import type { Divisible } from "../engine/divisible.js";
import type { StartThread, Thread } from "./host.js";
import type { Job } from "./job.js";
import { Ring, SLOTS } from "./ring.js";
import { type Home, ROOM, Staging, shareOf } from "./staging.js";

/** Kernels that a thread keeps; then it forgets them all, and is given again what it needs. */
const MOST_KERNELS = 64;
/** Elements after which this thread looks whether the other one is done with the share that it computes too. */
const GLANCE = 2048;

/** One thread of the pool, and its part in the request of the moment. */
export class Lane {
  private readonly start: StartThread;
  private readonly staging = new Staging();
  private readonly known = new Set<number>();
  private thread: Thread | undefined;
  private reasonRefused: string | undefined;
  private ring: Ring = new Ring();
  private homes: readonly Home[] = [];
  private id = 0;
  /** The slot that is filled next; slots are filled, taken and collected in turn. */
  private next = 0;
  /** Whether the thread has computed a part of the request of the moment. */
  hasHelped = false;

  constructor(start: StartThread) {
    this.start = start;
  }

  /** Why there is no thread and will be none; undefined where there is one, or may be. */
  get refusal(): string | undefined {
    return this.reasonRefused;
  }

  /**
   * Makes ready for the shares of a request and tells the thread of it; a thread is started where there is none, or none
   * any more. False where the thread is still busy with what was computed here in the meantime, or none can be started.
   */
  begin(run: Divisible, kernel: number): boolean {
    if (this.reasonRefused !== undefined) return false;
    if (this.thread === undefined) this.thread = this.started();
    else if (!this.ring.hasLeft(this.id)) {
      this.ring.wake();
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
      ring: this.ring.memory,
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
    this.ring.wake();
    return true;
  }

  /** Collects what is done and hands out elements from `next` on while there is room; returns the first that is left. */
  feed(run: Divisible, next: number): number {
    const share = shareOf(run);
    let from = next;
    for (let slot = this.next; ; slot = this.next) {
      if (this.ring.isDone(slot)) this.collect(run, slot);
      if (from >= run.size || !this.ring.isEmpty(slot)) return from;
      const count = Math.min(share, run.size - from);
      this.stage(run, slot, from, count);
      this.ring.give(slot, { start: from, count });
      this.next = (slot + 1) % SLOTS;
      from += count;
    }
  }

  /**
   * Brings all shares to their end. What the thread has not begun with is computed here, the last one first, and what it
   * has begun with, too, until one of both is done: so a thread that is slow to be scheduled, or was lost, costs no more than its shares. The bits are
   * the same whoever computes them.
   */
  finish(run: Divisible): void {
    for (let k = SLOTS - 1; k >= 0; k--) {
      const slot = (this.next + k) % SLOTS;
      if (this.ring.isEmpty(slot)) continue;
      const { start, count } = this.ring.share(slot);
      if (this.ring.takeBack(slot)) run.range(start, count);
      else {
        const step = Math.max(run.grain, GLANCE - (GLANCE % run.grain));
        for (let done = 0; done < count && !this.ring.isDone(slot); done += step) {
          run.range(start + done, Math.min(step, count - done));
        }
        if (this.ring.isDone(slot)) this.collect(run, slot);
      }
    }
  }

  /** Lets the thread go. */
  leave(): void {
    this.ring.end(this.id);
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
      else bring(tensor, pattern, start, count, view, slot * ROOM);
    }
  }

  private collect(run: Divisible, slot: number): void {
    const { start, count } = this.ring.share(slot);
    for (const [j, { tensor, pattern }] of run.writers.entries()) {
      const { view } = this.homes[run.readers.length + j] as Home;
      take(tensor, pattern, start, count, view as NonNullable<Home["view"]>, slot * ROOM);
    }
    this.ring.free(slot);
    this.hasHelped = true;
  }

  /**
   * A new thread; where none can be started (Node's permissions, a page's policy) none, now and later. Some engines tell by
   * an error, others by ending the thread before it has begun.
   */
  private started(): Thread | undefined {
    this.known.clear();
    const ring = new Ring();
    this.ring = ring;
    try {
      const thread = this.start((reason) => {
        if (this.thread !== thread) return;
        this.thread = undefined;
        if (!ring.hasBegun()) this.reasonRefused = reason ?? "the worker ended before it began";
      });
      return thread;
    } catch (error) {
      this.reasonRefused = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }
}
