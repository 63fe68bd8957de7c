/**
 * Backends in a thread or a child process of their own: `@actfn/core/isolate`. If one fails or hangs, it is restarted.
 *
 * @module
 */

import { anything, callable, fields, milliseconds, number, oneOf, where } from "../errors/checks.js";
import { ConfigError } from "../errors/config-error.js";
import { IsolatedBackend } from "./isolated-backend.js";
import type { WorkerType } from "./worker-handle.js";

export { IsolatedBackend } from "./isolated-backend.js";
export type { WorkerType } from "./worker-handle.js";

/** How a backend is isolated. */
export interface IsolateOptions {
  /** The name of the exported function that makes the backend. The worker calls it. */
  readonly factory: string;
  /** The argument of `factory`: data that structured clone can copy. Default: `undefined`. */
  readonly options?: unknown;
  /**
   * What the worker is: `"thread"`, a thread of this process (in browsers a Web Worker), or `"process"`, a child process, in
   * Node, Bun and Deno. A thread starts and returns results faster. A child process can be ended at any moment, also while its native
   * code hangs, and if its native code crashes, only the child process ends. Default: `"thread"`.
   */
  readonly workerType?: WorkerType;
  /** How long a call may take, in milliseconds, from when the worker begins it. Then the worker is replaced. Default: 30,000. */
  readonly timeout?: number;
  /** How often a call is run again if the worker ends during it. A call that takes too long is not run again. Default: 1. */
  readonly retries?: number;
  /** How long the worker and the backend in it may take to start, in milliseconds. Default: 30,000. */
  readonly startTimeout?: number;
  /** Called with the reason each time the worker is replaced. */
  readonly onRestart?: (reason: string) => void;
  /** The URL of this package's worker script, if a bundler has moved it. Default: `worker.js` beside this module. */
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
 * Starts a backend in a worker, a thread or a child process. The result computes asynchronously only.
 *
 * ```ts
 * const backend = await isolate(import.meta.resolve("@actfn/backend-cpu"), { factory: "cpu" });
 * ```
 *
 * The worker imports `module`: a URL, or the name of a package that this package can resolve. If the worker ends or a call
 * takes too long, another worker is started. The call that took too long rejects with a `TimeoutError`. The other calls in
 * flight run again, one at a time, so that a call that ends the worker again does not affect them; that call rejects with a
 * `WorkerLostError`. Tensors are copied to the worker and back. Activations that you have defined are sent as expressions.
 *
 * A thread is not ended inside a native call (see `@actfn/core/native`). If a native call takes too long, its caller gets
 * the `TimeoutError` and another thread is started, both at once. The old thread ends itself when the native call returns;
 * it does not keep the process alive. While 4 threads of a backend are inside such calls, its other calls reject with a
 * `WorkersHungError`. When the process exits, it waits up to 10 s for native calls; then it ends itself with SIGKILL.
 *
 * A child process is ended at once. It also ends when the process that started it does, for whatever reason.
 *
 * Throws a `BackendStartError` if the worker or the backend does not start, and a `ConfigError` for a wrong option.
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
