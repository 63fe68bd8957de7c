import { asSentence } from "../errors/print.js";
import type { FromWorker } from "./messages.js";
import { untilOver, type WorkerEvents, type WorkerHandle } from "./worker-handle.js";

interface WebWorker {
  postMessage(message: unknown, transfer: readonly unknown[]): void;
  terminate(): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onmessageerror: (() => void) | null;
  onerror: ((event: { readonly message?: string; preventDefault?: () => void }) => void) | null;
}

declare const Worker: new (url: URL, options: { readonly type: "module" }) => WebWorker;

/** A Web Worker. */
export function webWorker(events: WorkerEvents, script: URL | undefined): WorkerHandle {
  // Bundlers find the worker by exactly this form.
  const worker =
    script === undefined
      ? new Worker(new URL("./worker.js", import.meta.url), { type: "module" })
      : new Worker(script, { type: "module" });
  const { onMessage, onLost, over } = untilOver(events);
  const lost = (reason: string): void => {
    worker.terminate();
    onLost(reason);
  };
  worker.onmessage = ({ data }) => onMessage(data as FromWorker);
  worker.onmessageerror = () => lost("One of its messages could not be read.");
  worker.onerror = (event) => {
    // Called on its event: a browser's refuses to be called without.
    event.preventDefault?.();
    lost(asSentence(`It threw ${event.message ?? "an error"}`));
  };
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    hold: () => {},
    end: async () => {
      over();
      worker.terminate();
    },
  };
}
