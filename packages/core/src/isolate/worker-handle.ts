import type { FromWorker, ToWorker } from "./messages.js";

/** What a worker is: a thread of this process, or a process of its own. */
export type WorkerType = "thread" | "process";

/** A worker, whichever engine made it. */
export interface WorkerHandle {
  post(message: ToWorker, transfer: readonly ArrayBufferLike[]): void;
  /** Whether it keeps the process alive. */
  hold(holds: boolean): void;
  /**
   * Ends it, and resolves once it has ended. A thread inside a native call ends after the call, without keeping the process
   * alive until then. Nothing is told of it any more.
   */
  end(): Promise<void>;
}

/** What a worker tells. `onLost` is called once, when it has died of itself. */
export interface WorkerEvents {
  readonly onMessage: (message: FromWorker) => void;
  readonly onLost: (reason: string, cause?: unknown) => void;
}

/** The events of a worker up to the first of: it is lost, it is ended. */
export function untilOver({ onMessage, onLost }: WorkerEvents): WorkerEvents & { readonly over: () => void } {
  let isOver = false;
  return {
    onMessage: (message) => {
      if (!isOver) onMessage(message);
    },
    onLost: (reason, cause) => {
      if (isOver) return;
      isOver = true;
      onLost(reason, cause);
    },
    over: () => {
      isOver = true;
    },
  };
}
