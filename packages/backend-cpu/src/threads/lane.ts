import { bytesOf, type Place } from "../compile/elements.js";
import { bring, take } from "../engine/copy.js";
import type { ElementsRun } from "../engine/elements.js";
import type { SharedStream } from "./job.js";
import { type Home, Staging } from "./staging.js";
import type { Worker } from "./worker.js";

type Stream = ElementsRun["readers"][number];

/** One worker's part in a request: it is given a share of the elements, and its results are collected. */
export class Lane {
  private readonly worker: Worker;
  private readonly staging = new Staging();
  private homes: readonly Home[] = [];
  private given: { readonly start: number; readonly count: number } | undefined;

  constructor(worker: Worker) {
    this.worker = worker;
  }

  /** Whether there is nothing to wait for: also a job that was done here in the meantime may still run over there. */
  get isFree(): boolean {
    return this.given === undefined && (this.worker.isDone || this.worker.isLost);
  }

  /** Makes ready for the shares of a request. */
  begin({ readers, writers, kernel }: ElementsRun): void {
    this.homes = this.staging.homes(readers, writers, [...kernel.inputs, ...kernel.outputs]);
  }

  /** Hands elements `start` … `start + count − 1` to the worker. */
  give(run: ElementsRun, number: number, start: number, count: number): void {
    const { module, capacity, inputs, outputs } = run.kernel;
    for (const [i, { data, pattern }] of run.readers.entries()) {
      const view = this.homes[i]?.view;
      if (view !== undefined) bring(data, pattern, start, pattern.kind === "one" ? 1 : count, view, 0);
    }
    this.given = { start, count };
    this.worker.post({
      kernel: number,
      module,
      capacity,
      count,
      inputs: inputs.map((place, i) => ({ place, ...this.sharedStream(run.readers[i] as Stream, i, place) })),
      outputs: outputs.map((place, j) => {
        return { place, ...this.sharedStream(run.writers[j] as Stream, run.readers.length + j, place) };
      }),
    });
  }

  /** Takes the results of a share that is done to where they belong. */
  collect(run: ElementsRun): void {
    if (this.given === undefined || !this.worker.isDone) return;
    const { start, count } = this.given;
    for (const [j, { data, pattern }] of run.writers.entries()) {
      const view = this.homes[run.readers.length + j]?.view;
      if (view !== undefined) take(data, pattern, start, count, view, 0);
    }
    this.given = undefined;
  }

  /**
   * Computes the share here too, until the worker is done with it or this thread is: so a worker that is slow to be
   * scheduled, or was lost, costs no more than its share. The bits are the same whoever writes them.
   */
  async finish(run: ElementsRun): Promise<void> {
    if (this.given === undefined) return;
    const { start, count } = this.given;
    const step = run.kernel.capacity;
    for (let done = 0; done < count && !this.worker.isDone; done += step) {
      run.range(start + done, Math.min(step, count - done));
    }
    // What a worker writes to memory of its own may come late, but not what it writes to the caller's.
    if (this.writesInPlace(run)) await this.worker.settled();
    this.collect(run);
    this.given = undefined;
  }

  /** Lets the process end. */
  rest(): void {
    this.given = undefined;
    this.worker.release();
  }

  end(): void {
    this.worker.end();
  }

  private writesInPlace({ readers }: ElementsRun): boolean {
    return this.homes.slice(readers.length).some(({ view }) => view === undefined);
  }

  private sharedStream({ pattern }: Stream, home: number, { stored }: Place): SharedStream {
    const { buffer, byte, view } = this.homes[home] as Home;
    const skipped = view !== undefined || pattern.kind === "one" ? 0 : (this.given?.start ?? 0);
    return { buffer, offset: byte + skipped * bytesOf[stored] };
  }
}
