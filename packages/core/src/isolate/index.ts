/**
 * Backends in a worker of their own: `@actfn/core/isolate`. A crash or a hang takes the worker with it, not the process.
 *
 * @module
 */

import { anything, callable, fields, milliseconds, number, where } from "../checks/index.js";
import { ConfigError } from "../errors/config-error.js";
import { IsolatedBackend } from "./isolated-backend.js";

export { IsolatedBackend } from "./isolated-backend.js";

/** How a backend is isolated. */
export interface IsolateOptions {
  /** The function of the module that makes the backend, called in the worker. */
  readonly factory: string;
  /** What it is called with: data that can be sent to another thread. */
  readonly options?: unknown;
  /** After how many milliseconds without an answer to a call that the worker has begun it is taken for hung, ended and started again; 30 000 where absent. */
  readonly timeout?: number;
  /** How often a call is run again after the worker was lost with it; 1 where absent. A call that hangs is not. */
  readonly retries?: number;
  /** How many milliseconds the worker and the backend in it may take to start; 30 000 where absent. */
  readonly startTimeout?: number;
  /** Called with the reason whenever the worker has been lost and another is started. */
  readonly onRestart?: (reason: string) => void;
  /** Where this package's worker script lies, if a bundler has moved it away from beside this module. */
  readonly script?: URL;
}

const check = fields(
  {
    factory: where("the name of an exported function", (value) => typeof value === "string" && value !== ""),
    options: anything,
    timeout: milliseconds,
    retries: number(0, Number.POSITIVE_INFINITY, true),
    startTimeout: milliseconds,
    onRestart: callable,
    script: where("a URL", (value) => value instanceof URL),
  },
  ["factory"],
);

/**
 * Starts a backend in a worker: a thread of Node's, or a Web Worker. It answers asynchronously only.
 *
 * ```ts
 * const backend = await isolate(import.meta.resolve("@actfn/backend-cpu"), { factory: "cpu" });
 * ```
 *
 * `module` is what the worker imports: a URL, or the name of a package that this package can see. When the worker dies
 * or hangs, another is started. Of the calls in flight the one that hung fails with a `TimeoutError`; the others are run
 * again, one at a time and with no other call beside them, so that one that kills the worker again does not harm the rest;
 * it then fails with a `WorkerLostError`. Tensors are copied on their way in and out. Activations that you have defined
 * yourself are sent along as their expressions.
 *
 * Throws a `BackendStartError` where the worker or the backend does not start, a `ConfigError` where an option does not fit.
 */
export async function isolate(module: string | URL, options: IsolateOptions): Promise<IsolatedBackend> {
  check(options, "", "isolate");
  if (typeof module !== "string" && !(module instanceof URL)) {
    throw new ConfigError("isolate", "module", module, "a URL or the name of a package");
  }
  const { factory, timeout = 30_000, retries = 1, startTimeout = 30_000, onRestart, script } = options;
  const plan = { module: String(module), factory, options: options.options, script, startTimeout };
  return IsolatedBackend.start(plan, { timeout, retries, onRestart });
}
