import type { StartThread } from "../src/threads/host.js";
import type { Job } from "../src/threads/job.js";
import { ROOM } from "../src/threads/staging.js";
import { type Share, WorkQueue } from "../src/threads/work-queue.js";

/** A thread of elementwise float32 kernels without a thread: it does a step when it is told to, in the middle of a call. */
export class Puppet {
  /** How many were started. */
  started = 0;
  private job: Job | undefined;
  private queue = new WorkQueue();
  private ended: () => void = () => undefined;

  readonly start: StartThread = (ended) => {
    this.started++;
    this.ended = ended;
    return {
      post: (job) => {
        this.job = job as Job;
        this.queue = new WorkQueue(this.job.queue);
      },
      terminate: ended,
    };
  };

  /** Begins with the share in slot 0. */
  take(): void {
    this.queue.take(0, (this.job as Job).id);
  }

  /** Reads the share that it has taken, as it is now, and gives what `compute` makes of it. */
  complete(compute: (x: Float32Array) => Float32Array): void {
    const { inputs, outputs } = this.job as Job;
    const share = this.queue.share(0);
    this.numbers(outputs[0], share).set(compute(this.numbers(inputs[0], share).slice()));
    this.queue.done(0);
  }

  /** Is lost. */
  die(): void {
    this.ended();
  }

  private numbers(stream: Job["inputs"][number] | Job["outputs"][number] | undefined, share: Share) {
    const { buffer, offset, staged } = stream as Job["outputs"][number];
    const length = Math.min(share.count, ROOM);
    return new Float32Array(buffer, offset + (staged ? 0 : share.start * 4), length);
  }
}
