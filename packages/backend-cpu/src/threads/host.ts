import { builtin } from "@actfn/core/host";
import { script as builtScript } from "./script.js";

/** A worker, in Node or in a browser. */
export interface Thread {
  post(message: unknown): void;
  terminate(): void;
}

/**
 * Starts a worker, which does not keep the process alive; `ended` is called when it has ended, for whatever reason, which it
 * is told where one is known.
 */
export type StartThread = (ended: (reason?: string) => void) => Thread;

const scope = globalThis as {
  readonly navigator?: { readonly hardwareConcurrency?: number };
  readonly crossOriginIsolated?: boolean;
};

/** The number of processors, as far as it is known. */
export function processors(): number {
  const known = scope.navigator?.hardwareConcurrency;
  return known ?? builtin<typeof import("node:os")>("node:os")?.availableParallelism() ?? 1;
}

/** How threads are started here, or why none can be. `script` lies at a URL; Default: the one that is part of the package. */
export function threadStarter(script: URL | undefined): StartThread | { readonly missing: string } {
  if (script === undefined && builtScript === "") return { missing: "the package has not been built" };
  if (typeof SharedArrayBuffer === "undefined") return { missing: "there is no SharedArrayBuffer here" };
  const threads = builtin<typeof import("node:worker_threads")>("node:worker_threads");
  if (threads !== undefined) return nodeThreads(threads.Worker, script);
  if (scope.crossOriginIsolated !== true) {
    return { missing: "the page is not cross-origin isolated, so memory cannot be shared with workers" };
  }
  if (typeof Worker === "undefined") return { missing: "there is no Worker here" };
  return webThreads(script);
}

type NodeWorker = typeof import("node:worker_threads").Worker;

function nodeThreads(Worker: NodeWorker, script: URL | undefined): StartThread {
  return (ended) => {
    // Flags such as --import are for the program, not for the thread.
    const worker = new Worker(script ?? builtScript, { eval: script === undefined, execArgv: [] });
    worker.unref();
    let reason: string | undefined;
    // An error is followed by the exit; without a listener it would end the process.
    worker.on("error", (error: Error) => {
      reason = String(error?.message ?? error);
    });
    worker.on("exit", () => ended(reason));
    return {
      post: (job) => worker.postMessage(job),
      terminate: () => void worker.terminate(),
    };
  };
}

/** One address for the whole page: it lives as long as the page does. */
let builtAddress: string | undefined;

function webThreads(script: URL | undefined): StartThread {
  return (ended) => {
    builtAddress ??= URL.createObjectURL(new Blob([builtScript], { type: "text/javascript" }));
    const worker = new Worker(script ?? builtAddress);
    worker.onerror = (event) => {
      event.preventDefault();
      worker.terminate();
      ended(
        event.message || (script === undefined ? FORBIDDEN : `the script at ${script.href} did not load`),
      );
    };
    return {
      post: (job) => worker.postMessage(job),
      terminate: () => worker.terminate(),
    };
  };
}

const FORBIDDEN =
  "the worker did not start; where the page's policy (worker-src) forbids blob:, pass the script's address: cpu({ script })";
