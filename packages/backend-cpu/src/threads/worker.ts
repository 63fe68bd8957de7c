import type { StartThread, Thread } from "./host.js";
import type { Job } from "./job.js";

/** A job as it is handed to a worker, which adds what it has to know about its end. */
export type Work = Omit<Job, "id" | "done" | "module"> & { readonly module: WebAssembly.Module };

/** One thread of the pool and the shared memory through which it reports. */
export class Worker {
  private readonly start: StartThread;
  private readonly done: SharedArrayBuffer = new SharedArrayBuffer(4);
  private readonly reported: Int32Array = new Int32Array(this.done);
  /** Kernels that the thread has already. */
  private readonly known = new Set<number>();
  private thread: Thread | undefined;
  private id = 0;
  private waiting: (() => void) | undefined;

  constructor(start: StartThread) {
    this.start = start;
  }

  /** Whether the thread has ended before its job was done. */
  get isLost(): boolean {
    return this.thread === undefined && !this.isDone;
  }

  /** Whether the last job is done. Seen at once, without waiting for a message. */
  get isDone(): boolean {
    return Atomics.load(this.reported, 0) === this.id;
  }

  /** Hands out a job; the thread is started where there is none, or none any more. */
  post(work: Work): void {
    this.thread ??= this.begin();
    this.thread.hold(true);
    const module = this.known.has(work.kernel) ? undefined : work.module;
    this.known.add(work.kernel);
    this.id++;
    this.thread.post({ ...work, module, id: this.id, done: this.done } satisfies Job);
  }

  /** Resolves when the job is done or the thread has ended. */
  async settled(): Promise<void> {
    while (!this.isDone && this.thread !== undefined) {
      await new Promise<void>((resolve) => {
        this.waiting = resolve;
      });
    }
  }

  /** Lets the process end; called when nothing is waited for. */
  release(): void {
    this.thread?.hold(false);
  }

  /** Ends the thread. */
  end(): void {
    this.thread?.terminate();
    this.thread = undefined;
  }

  private begin(): Thread {
    this.known.clear();
    const wake = (): void => {
      this.waiting?.();
      this.waiting = undefined;
    };
    const thread: Thread = this.start({
      message: wake,
      end: () => {
        if (this.thread === thread) this.thread = undefined;
        wake();
      },
    });
    return thread;
  }
}
