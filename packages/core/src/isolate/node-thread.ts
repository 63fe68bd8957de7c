import { asSentence } from "../errors/print.js";
import { NativeCalls } from "../native/native-calls.js";
import { onProcessExit } from "./process-exit.js";
import { untilOver, type WorkerEvents, type WorkerHandle } from "./worker-handle.js";
import { workerScript } from "./worker-script.js";

interface NodeWorker {
  postMessage(message: unknown, transfer: readonly unknown[]): void;
  on(event: string, listener: (value: never) => void): void;
  terminate(): Promise<number>;
  ref(): void;
  unref(): void;
}

/** Node's `node:worker_threads`. */
export interface Threads {
  readonly Worker: new (url: URL, options: { readonly workerData: unknown }) => NodeWorker;
}

/** A thread of Node's. */
export function nodeThread({ Worker }: Threads, events: WorkerEvents, script: URL | undefined): WorkerHandle {
  const calls = new NativeCalls();
  const worker = new Worker(workerScript(script), { workerData: calls.shared });
  const { onMessage, onLost, over } = untilOver(events);
  worker.on("message", onMessage as (value: never) => void);
  worker.on("error", (error: Error) =>
    onLost(asSentence(`It threw ${error?.name}: ${error?.message}`), error),
  );
  worker.on("messageerror", () => onLost("One of its messages could not be read."));
  worker.on("exit", (code: number) => onLost(`It exited with code ${code}.`));
  const forget = onProcessExit({ stop: () => void calls.stop(), wait: (ms) => calls.waitUntilLeft(ms) });
  const exited = new Promise<void>((resolve) => worker.on("exit", () => resolve()));
  void exited.then(forget);
  worker.unref();
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    hold: (holds) => (holds ? worker.ref() : worker.unref()),
    end: () => {
      over();
      worker.unref();
      // Inside a native call it ends itself as soon as that returns: see worker.ts.
      if (calls.stop()) void worker.terminate();
      return exited;
    },
  };
}
