import { builtin } from "../runtime/host.js";
import type { FromWorker, ToWorker } from "./messages.js";

/** A worker, whichever engine made it. */
export interface Thread {
  post(message: ToWorker, transfer: readonly ArrayBufferLike[]): void;
  /** Whether it keeps the process alive. */
  hold(holds: boolean): void;
  terminate(): void;
}

/** What a thread tells. `onLost` is called once, when it has died of itself. */
export interface ThreadEvents {
  readonly onMessage: (message: FromWorker) => void;
  readonly onLost: (reason: string, cause?: unknown) => void;
}

interface NodeWorker {
  postMessage(message: unknown, transfer: readonly unknown[]): void;
  on(event: string, listener: (value: never) => void): void;
  terminate(): Promise<number>;
  ref(): void;
  unref(): void;
}

interface WebWorker {
  postMessage(message: unknown, transfer: readonly unknown[]): void;
  terminate(): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onmessageerror: (() => void) | null;
  onerror: ((event: { readonly message?: string; preventDefault?: () => void }) => void) | null;
}

interface Threads {
  readonly Worker: new (url: URL) => NodeWorker;
}

declare const Worker: new (url: URL, options: { readonly type: "module" }) => WebWorker;

/** Starts a worker on this package's script for it, or on the copy of it at `script`, as where a bundler has moved it. */
export function startThread(events: ThreadEvents, script: URL | undefined): Thread {
  const threads = builtin<Threads>("node:worker_threads");
  return threads === undefined ? webThread(events, script) : nodeThread(threads, events, script);
}

function nodeThread(threads: Threads, { onMessage, onLost }: ThreadEvents, script: URL | undefined): Thread {
  const worker = new threads.Worker(script ?? new URL("./worker.js", import.meta.url));
  let over = false;
  const lost = (reason: string, cause?: unknown): void => {
    if (over) return;
    over = true;
    onLost(reason, cause);
  };
  worker.on("message", onMessage as (value: never) => void);
  worker.on("error", (error: Error) => lost(`It threw ${error?.name}: ${error?.message}.`, error));
  worker.on("messageerror", () => lost("A message of it could not be read."));
  worker.on("exit", (code: number) => lost(`It exited with code ${code}.`));
  worker.unref();
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    hold: (holds) => (holds ? worker.ref() : worker.unref()),
    terminate: () => {
      over = true;
      void worker.terminate();
    },
  };
}

function webThread({ onMessage, onLost }: ThreadEvents, script: URL | undefined): Thread {
  // Bundlers find the worker by exactly this form.
  const worker =
    script === undefined
      ? new Worker(new URL("./worker.js", import.meta.url), { type: "module" })
      : new Worker(script, { type: "module" });
  let over = false;
  const lost = (reason: string): void => {
    if (over) return;
    over = true;
    worker.terminate();
    onLost(reason);
  };
  worker.onmessage = ({ data }) => onMessage(data as FromWorker);
  worker.onmessageerror = () => lost("A message of it could not be read.");
  worker.onerror = ({ message = "an error", preventDefault }) => {
    preventDefault?.();
    lost(`It threw ${message}.`);
  };
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    hold: () => {},
    terminate: () => {
      over = true;
      worker.terminate();
    },
  };
}
