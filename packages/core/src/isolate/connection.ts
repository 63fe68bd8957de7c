import { BackendStartError } from "../errors/backend-start-error.js";
import { TimeoutError } from "../errors/timeout-error.js";
import { later } from "../runtime/host.js";
import { KnownActivations } from "./known-activations.js";
import type { FromWorker, ToWorker } from "./messages.js";
import { unpackError } from "./packed-error.js";
import { startThread, type Thread } from "./thread.js";

/** What an isolated backend's worker is started with. */
export interface Plan {
  readonly module: string;
  readonly factory: string;
  readonly options: unknown;
  readonly script: URL | undefined;
  readonly startTimeout: number;
}

/** A worker that is ready, and what it said of its backend. */
export interface Connection {
  readonly thread: Thread;
  readonly known: KnownActivations;
  readonly greeting: Extract<FromWorker, { kind: "ready" }>;
}

/** What a connection tells once it is made. */
export interface ConnectionEvents {
  readonly onMessage: (message: FromWorker) => void;
  readonly onLost: (reason: string, cause?: unknown) => void;
}

/** Starts a worker and the backend in it; rejects with a `BackendStartError` where either fails or takes too long. */
export function connect(plan: Plan, events: ConnectionEvents): Promise<Connection> {
  const { module, factory, options, script, startTimeout } = plan;
  return new Promise<Connection>((resolve, reject) => {
    let ready = false;
    const fail = (cause: unknown): void => {
      callOff();
      thread.terminate();
      const nextStep = "isolate() loads it by import(module) in a worker, and calls the factory it exports.";
      reject(new BackendStartError(`${factory} of ${module}`, nextStep, cause));
    };
    const thread = startThread(
      {
        onMessage: (message) => {
          if (ready) events.onMessage(message);
          else if (message.kind === "failed") fail(unpackError(message.error, ""));
          else if (message.kind === "ready") {
            ready = true;
            callOff();
            // Idle, it does not keep the process alive.
            thread.hold(false);
            resolve({ thread, known: new KnownActivations(), greeting: message });
          }
        },
        onLost: (reason, cause) => (ready ? events.onLost(reason, cause) : fail(cause ?? new Error(reason))),
      },
      script,
    );
    const callOff = later(startTimeout, () =>
      fail(new TimeoutError("Starting the worker", startTimeout, "Allow more with startTimeout.")),
    );
    const start: ToWorker = { kind: "start", module, factory, options };
    try {
      thread.hold(true);
      thread.post(start, []);
    } catch (error) {
      // Options that cannot be sent to another thread, such as functions.
      fail(error);
    }
  });
}
