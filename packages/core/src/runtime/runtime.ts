import type { Backend, Explanation, Precision, Support } from "../backend/backend.js";
import type { AnyActivation } from "../definition/definition.js";
import type { EventName, Listener } from "./events.js";
import type { FallbackOptions } from "./fallback.js";
import type { Interception, ListInterceptor, Policy } from "./policy.js";
import type { HealthReport, RuntimeStats } from "./report.js";
import type { AsyncStorage } from "./scope.js";
import type { Backends, UseOptions } from "./swap.js";

type Given = Readonly<Record<string, unknown>>;

/** Limits of each call. Default: none. */
export interface Limits {
  /** The time limit of an asynchronous call in milliseconds, with the time that it waits. After it, the call rejects with a `TimeoutError`, and its result is dropped. The option `timeout` of a call overrides it. */
  readonly timeout?: number;
  /** The maximum size of the tensors of one call in bytes, inputs and results together. A larger call throws an `InputSizeError` before anything is allocated. */
  readonly bytes?: number;
}

/** Options of {@link createRuntime}. */
export interface RuntimeOptions {
  /** The backend, or the backend list: the first backend that supports a request executes it. */
  readonly backends: Backend | readonly Backend[];
  /** The precision of calls without one. Default: `"fast"`. */
  readonly precision?: Precision;
  /** The errors after which a call goes to the next backend. Default: `UnsupportedError` alone. */
  readonly fallback?: FallbackOptions;
  /** Limits of time and memory. */
  readonly limits?: Limits;
  /** Policies around calls and backends; the first surrounds the others: see `@actfn/core/resilience`. Default: none. */
  readonly policies?: readonly Policy[];
  /** The storage that makes `with` hold in asynchronous calls. Default: the `AsyncLocalStorage` of Node. */
  readonly asyncStorage?: AsyncStorage;
}

/** Which backend would execute a call, and which would not and why. */
export interface Answerer {
  readonly backend: string;
  readonly status: Support["status"];
  readonly passedOver: readonly { readonly backend: string; readonly reason: string }[];
  /** The arithmetic of the call, and the reason. Undefined if the backend does not explain. */
  readonly explanation?: Explanation;
}

/**
 * Runs activations on an ordered list of backends, which can be swapped while calls are in flight.
 *
 * A call goes to the next backend only after an `UnsupportedError`, unless `fallback` adds others; every other error
 * propagates. A call finishes on the backend on which it began, even if a swap replaces that backend. `which` says in advance
 * which backend executes a call, the events say it during the call, and `stats` afterwards if
 * the runtime has the policy `statistics()` of `@actfn/core/resilience`.
 */
export interface Runtime {
  /** The backend list. */
  readonly backends: readonly Backend[];
  /** Evaluates an activation. `options` are the activation's and the call's (`out`, `precision`, `signal`, `timeout`). */
  forward(activation: AnyActivation, x: unknown, options?: Given): Promise<unknown>;
  /**
   * The same as a synchronous call. It runs on the backend that an awaited one would run on: if that backend
   * cannot run synchronously, the call throws a `SyncError` and does not go to the next backend.
   */
  forwardSync(activation: AnyActivation, x: unknown, options?: Given): unknown;
  /** Computes the gradient, given dy; see `Activation.backward`. */
  backward(activation: AnyActivation, x: unknown, dy: unknown, options?: Given): Promise<unknown>;
  /** The same as a synchronous call; see `forwardSync`. */
  backwardSync(activation: AnyActivation, x: unknown, dy: unknown, options?: Given): unknown;
  /** Returns which backend would execute such a call, without executing it. */
  which(activation: AnyActivation, x: unknown, options?: Given & { readonly dy?: unknown }): Answerer;
  /**
   * Replaces the backend list. The new backends first start, run every activation in use and pass their probe. Then all later
   * calls use them; calls in flight finish on the old ones. Swaps happen in the order of the calls of `use`. If a step fails, the
   * promise rejects with the reason and nothing changes. Replaced backends stay usable, unless `dispose` is set. Resolves to the
   * new backend list.
   */
  use(backends: Backends, options?: UseOptions): Promise<readonly Backend[]>;
  /**
   * Runs `fn` with other backends. All calls that `fn` makes, directly or not, use them; calls from elsewhere do not. `fn` gets a
   * runtime of these backends as its argument. An engine without `AsyncLocalStorage` (a browser) needs it: calls must go through
   * that runtime, and an `fn` without a parameter throws a `ScopeError`. Returns what `fn` returns.
   */
  with<R>(backends: Backend | readonly Backend[], fn: (scoped: Runtime) => R): R;
  /**
   * Puts a backend before the list in use. The backend runs every activation in use and passes the default probe. Then
   * `start` returns what surrounds all calls to the list, until it ends itself or a swap, another `intercept` or
   * `dispose` stops it. `startCanary` of `@actfn/core/resilience` uses it. Rejects if the backend fails its probe.
   */
  intercept(backend: Backend, start: (interception: Interception) => ListInterceptor): Promise<void>;
  /** Listens to what happens; returns a function that stops listening. */
  on<E extends EventName>(event: E, listener: Listener<E>): () => void;
  /** Counts of calls, swaps and caches so far. */
  stats(): RuntimeStats;
  /** Whether the runtime can execute calls, for a readiness probe. */
  health(): HealthReport;
  /**
   * Refuses new calls with a `BackendDisposedError`, waits up to 30 s for those that it has accepted, and disposes of the
   * backends in use. It also waits for queued calls, and for the disposal of replaced backends. On the runtime that `with`
   * passes, it ends only the list of that runtime.
   */
  dispose(): Promise<void>;
}
