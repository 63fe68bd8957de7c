// The script of an isolated backend's worker: a thread or a process of Node's, or a Web Worker. See isolate().

import { builtin } from "../host/host.js";
import { NativeCalls } from "../native/native-calls.js";
import type { FromWorker, ToWorker } from "./messages.js";
import { packError } from "./packed-error.js";
import { endWithParent } from "./parent-watch.js";
import { Service } from "./serve.js";

type Receive = (message: ToWorker) => void;

interface Threads {
  readonly parentPort: {
    on(event: "message", listener: Receive): void;
    postMessage(message: unknown, transfer: readonly unknown[]): void;
  } | null;
  readonly workerData: SharedArrayBuffer;
}

interface Process {
  on(event: "message", listener: Receive): void;
  on(event: "uncaughtException", listener: (error: unknown) => void): void;
  on(event: string, listener: () => void): void;
  exit(code?: number): never;
  readonly send?: (message: FromWorker, sent?: () => void) => boolean;
}

interface WebScope {
  readonly process?: Process;
  setImmediate(run: () => void): void;
  onmessage: ((event: { readonly data: ToWorker }) => void) | null;
  postMessage(message: unknown, transfer: readonly unknown[]): void;
}

const scope = globalThis as unknown as WebScope;
const { process } = scope;
const threads = builtin<Threads>("node:worker_threads");

if (threads?.parentPort && process !== undefined) {
  const { parentPort: parent, workerData } = threads;
  // Told to end inside a native call, it is left to finish that.
  new NativeCalls(workerData, () => process.exit()).install();
  const service = new Service({ post: (message, transfer) => parent.postMessage(message, transfer) });
  parent.on("message", (message) => void service.receive(message));
} else if (process?.send !== undefined) {
  endWithParent(process);
  const service = new Service({ post: (message) => void process.send?.(message) });
  // Messages that come together are each taken in a turn of its own, as in a thread: one that hangs holds up no answer.
  process.on("message", (message) => scope.setImmediate(() => void service.receive(message)));
  process.on("uncaughtException", (error) => {
    process.send?.({ kind: "failed", error: packError(error) }, () => process.exit(1));
  });
} else {
  const service = new Service({ post: (message, transfer) => scope.postMessage(message, transfer) });
  scope.onmessage = ({ data }) => void service.receive(data);
}
