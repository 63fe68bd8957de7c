import { Worker } from "node:worker_threads";
import type { SentinelData } from "./interrupt-sentinel.js";

/** Listens for SIGINT for as long as the kernel lives. */
export interface Interrupts {
  /** Ends the listening; without it the process would wait for the thread. */
  stop(): void;
}

/**
 * Calls `onInterrupt` for every SIGINT that comes while no cell's synchronous part runs (one that runs is ended by Node
 * itself), and ends this process when the one that started it is gone. Resolves once signals are watched for.
 */
export async function watchInterrupts(onInterrupt: () => void): Promise<Interrupts> {
  const shared = new SharedArrayBuffer(8);
  const flags = new Int32Array(shared);
  const acknowledge = (): void => {
    Atomics.add(flags, 0, 1);
    Atomics.notify(flags, 0);
    onInterrupt();
  };
  try {
    const worker = new Worker(new URL("./interrupt-sentinel.js", import.meta.url), {
      workerData: { shared, parent: parentToWatch() } satisfies SentinelData,
      resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 16 },
    });
    worker.unref();
    await new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    worker.on("message", acknowledge);
  } catch {
    // Without the thread an endless loop behind an await cannot be interrupted; everything else can.
    process.on("SIGINT", onInterrupt);
  }
  return {
    stop: () => {
      Atomics.store(flags, 1, 1);
      Atomics.notify(flags, 1);
    },
  };
}

/** Jupyter names itself in JPY_PARENT_PID; a kernel started by hand may outlive its shell. */
function parentToWatch(): number {
  return process.env["JPY_PARENT_PID"] === undefined || process.ppid === 1 ? 0 : process.ppid;
}
