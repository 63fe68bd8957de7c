/** A worker, in Node or in a browser. */
export interface Thread {
  post(message: unknown): void;
  terminate(): void;
}

/** Starts a worker, which does not keep the process alive; `ended` is called when it has ended, for whatever reason. */
export type StartThread = (ended: () => void) => Thread;

const scope = globalThis as {
  readonly process?: { readonly versions?: { readonly node?: string } };
  readonly navigator?: { readonly hardwareConcurrency?: number };
  readonly crossOriginIsolated?: boolean;
};

/** The number of processors, as far as it is known. */
export async function processors(): Promise<number> {
  const known = scope.navigator?.hardwareConcurrency;
  if (known !== undefined) return known;
  if (scope.process?.versions?.node === undefined) return 1;
  const { availableParallelism } = await import("node:os");
  return availableParallelism();
}

/** How threads are started here; undefined where memory cannot be shared with them. */
export async function threadStarter(script: URL): Promise<StartThread | undefined> {
  if (typeof SharedArrayBuffer === "undefined") return undefined;
  if (scope.process?.versions?.node !== undefined) return nodeThreads(script);
  return scope.crossOriginIsolated === true && typeof Worker !== "undefined" ? webThreads(script) : undefined;
}

async function nodeThreads(script: URL): Promise<StartThread> {
  const { Worker } = await import("node:worker_threads");
  return (ended) => {
    const worker = new Worker(script);
    worker.unref();
    // An error is followed by the exit; without a listener it would end the process.
    worker.on("error", () => undefined);
    worker.on("exit", ended);
    return {
      post: (job) => worker.postMessage(job),
      terminate: () => void worker.terminate(),
    };
  };
}

function webThreads(script: URL): StartThread {
  return (ended) => {
    const worker = new Worker(script, { type: "module" });
    worker.onerror = () => {
      worker.terminate();
      ended();
    };
    return {
      post: (job) => worker.postMessage(job),
      terminate: () => worker.terminate(),
    };
  };
}
