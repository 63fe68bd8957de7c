import { BackendStartError } from "../errors/backend-start-error.js";
import { asSentence } from "../errors/print.js";
import { TimeoutError } from "../errors/timeout-error.js";
import { later } from "../host/host.js";
import { KnownActivations } from "./known-activations.js";
import type { FromWorker, ToWorker } from "./messages.js";
import { unpackError } from "./packed-error.js";
import { startWorker } from "./start-worker.js";
import type { WorkerHandle, WorkerType } from "./worker-handle.js";

/** What an isolated backend's worker is started with. */
export interface Plan {
  readonly module: string;
  readonly factory: string;
  readonly options: unknown;
  readonly workerType: WorkerType;
  readonly script: URL | undefined;
  readonly startTimeout: number;
}

/** A worker that is ready, and what it said of its backend. */
export interface Connection {
  readonly worker: WorkerHandle;
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
  const { module, factory, options, workerType, script, startTimeout } = plan;
  return new Promise<Connection>((resolve, reject) => {
    let ready = false;
    let worker: WorkerHandle | undefined;
    let callOff = (): void => {};
    const fail = (cause: unknown): void => {
      callOff();
      void worker?.end();
      const nextStep = `Check that ${module} exports the function "${factory}" and can be imported in a worker.`;
      reject(new BackendStartError(factory, nextStep, cause));
    };
    const onReady = (greeting: Connection["greeting"]): void => {
      ready = true;
      callOff();
      // Idle, it does not keep the process alive.
      worker?.hold(false);
      resolve({ worker: worker as WorkerHandle, known: new KnownActivations(), greeting });
    };
    try {
      worker = startWorker(
        workerType,
        {
          onMessage: (message) => {
            if (message.kind === "failed") {
              const cause = unpackError(message.error, "");
              if (ready) events.onLost(asSentence(`It threw ${cause.name}: ${cause.message}`), cause);
              else fail(cause);
            } else if (ready) events.onMessage(message);
            else if (message.kind === "ready") onReady(message);
          },
          onLost: (reason, cause) =>
            ready ? events.onLost(reason, cause) : fail(cause ?? new Error(reason)),
        },
        script,
      );
      callOff = later(startTimeout, () =>
        fail(new TimeoutError("The start of the worker", startTimeout, "Raise startTimeout in isolate().")),
      );
      const start: ToWorker = { kind: "start", module, factory, options };
      worker.hold(true);
      worker.post(start, []);
    } catch (error) {
      // A worker that is not permitted; options that cannot be sent to one, such as functions.
      fail(error);
    }
  });
}
