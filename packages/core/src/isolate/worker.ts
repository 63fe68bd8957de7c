// The script of an isolated backend's worker, in Node and in browsers. See isolate().

import { builtin } from "../runtime/host.js";
import type { ToWorker } from "./messages.js";
import { Service } from "./serve.js";

interface NodePort {
  on(event: "message", listener: (message: ToWorker) => void): void;
  postMessage(message: unknown, transfer: readonly unknown[]): void;
}

interface WebScope {
  onmessage: ((event: { readonly data: ToWorker }) => void) | null;
  postMessage(message: unknown, transfer: readonly unknown[]): void;
}

const parent = builtin<{ readonly parentPort: NodePort | null }>("node:worker_threads")?.parentPort;
if (parent) {
  const service = new Service({ post: (message, transfer) => parent.postMessage(message, transfer) });
  parent.on("message", (message) => void service.receive(message));
} else {
  const scope = globalThis as unknown as WebScope;
  const service = new Service({ post: (message, transfer) => scope.postMessage(message, transfer) });
  scope.onmessage = ({ data }) => void service.receive(data);
}
