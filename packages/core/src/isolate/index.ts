/**
 * Backends in a worker of their own: `@actfn/core/isolate`. An error or a hang costs the worker, not the process.
 *
 * @module
 */

import { anything, callable, fields, milliseconds, number, oneOf, where } from "../checks/index.js";
import { ConfigError } from "../errors/config-error.js";
import { IsolatedBackend } from "./isolated-backend.js";
import type { WorkerType } from "./worker-handle.js";

export { IsolatedBackend } from "./isolated-backend.js";
export type { WorkerType } from "./worker-handle.js";

/** How a backend is isolated. */
export interface IsolateOptions {
  /** The function of the module that makes the backend, called in the worker. */
  readonly factory: string;
  /** What it is called with: data that can be sent to another thread. */
  readonly options?: unknown;
  /**
   * What the worker is: `"thread"`, a thread of this process (in browsers a Web Worker), or `"process"`, a process of its
   * own, in Node, Bun and Deno. A thread starts faster and answers faster. A process can be ended at any moment, also while
   * native code hangs, and a crash of native code ends it alone. Default: `"thread"`.
   */
  readonly workerType?: WorkerType;
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
    workerType: oneOf("thread", "process"),
    timeout: milliseconds,
    retries: number(0, Number.POSITIVE_INFINITY, true),
    startTimeout: milliseconds,
    onRestart: callable,
    script: where("a URL", (value) => value instanceof URL),
  },
  ["factory"],
);

/**
 * Starts a backend in a worker: a thread or a process of Node's, or a Web Worker. It answers asynchronously only.
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
 * A thread cannot be ended inside a native call (see `@actfn/core/native`). A thread that hangs there is given up: its call
 * fails with the `TimeoutError` at once, another thread is started at once, and the old one ends itself when the native call
 * returns; until then it does not keep the process alive. While 4 threads of a backend linger so, its calls fail with a
 * `WorkersHungError`. When the process exits, native calls in progress are waited for, 10 s at most; then the process ends
 * itself by SIGKILL. None of this holds for `workerType: "process"`: a process is ended at once. It ends with the process that started it, however that ends.
 *
 * Throws a `BackendStartError` where the worker or the backend does not start, a `ConfigError` where an option does not fit.
 */
export async function isolate(module: string | URL, options: IsolateOptions): Promise<IsolatedBackend> {
  check(options, "", "isolate");
  if (typeof module !== "string" && !(module instanceof URL)) {
    throw new ConfigError("isolate", "module", module, "a URL or the name of a package");
  }
  const { factory, timeout = 30_000, retries = 1, startTimeout = 30_000, onRestart, script } = options;
  const { workerType = "thread" } = options;
  const plan = {
    module: String(module),
    factory,
    options: options.options,
    workerType,
    script,
    startTimeout,
  };
  return IsolatedBackend.start(plan, { timeout, retries, onRestart });
}
