/** A worker, in Node or in a browser. */
export interface Thread {
  post(message: unknown): void;
  /** Whether the process is to live on for it. */
  hold(held: boolean): void;
  terminate(): void;
}

/** What happens to a worker. */
export interface ThreadEvents {
  readonly message: (message: unknown) => void;
  /** It has ended, for whatever reason. */
  readonly end: () => void;
}

/** Starts workers from a script, where that is possible. */
export type StartThread = (events: ThreadEvents) => Thread;

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
  return ({ message, end }) => {
    const worker = new Worker(script);
    worker.unref();
    worker.on("message", message);
    // An error is followed by the exit; without a listener it would end the process.
    worker.on("error", () => undefined);
    worker.on("exit", end);
    return {
      post: (job) => worker.postMessage(job),
      hold: (held) => (held ? worker.ref() : worker.unref()),
      terminate: () => void worker.terminate(),
    };
  };
}

function webThreads(script: URL): StartThread {
  return ({ message, end }) => {
    const worker = new Worker(script, { type: "module" });
    worker.onmessage = ({ data }) => message(data);
    worker.onerror = () => {
      worker.terminate();
      end();
    };
    return {
      post: (job) => worker.postMessage(job),
      hold: () => undefined,
      terminate: () => worker.terminate(),
    };
  };
}
