import type { Backend, Explanation, Precision, Support } from "../backend/backend.js";
import type { AnyActivation } from "../definition/definition.js";
import type { EventName, Listener } from "./events.js";
import type { FallbackOptions } from "./fallback.js";
import type { Interception, ListInterceptor, Policy } from "./policy.js";
import type { HealthReport, RuntimeStats } from "./report.js";
import type { AsyncStorage } from "./scope.js";
import type { Backends, UseOptions } from "./swap.js";

type Given = Readonly<Record<string, unknown>>;

/** What a runtime allows its calls. Nothing is limited where a field is absent. */
export interface Limits {
  /** How many milliseconds an asynchronous call may take, waiting included; a call's own option `timeout` goes before. Then it rejects with a `TimeoutError`; what the backend still computes is dropped. */
  readonly timeout?: number;
  /** How many bytes the tensors of one call may take, inputs and results together. A larger call is refused with an `InputSizeError` before anything is allocated. */
  readonly bytes?: number;
}

/** How a runtime is made. What is left out costs nothing. */
export interface RuntimeOptions {
  /** The backend, or the backends to ask, in order: the first that supports a request answers it. */
  readonly backends: Backend | readonly Backend[];
  /** The precision of calls that do not say; `"fast"` where absent. */
  readonly precision?: Precision;
  /** Which errors move a call on to the next backend; a typed "unsupported" alone where absent. */
  readonly fallback?: FallbackOptions;
  /** Time and memory. */
  readonly limits?: Limits;
  /** What surrounds calls and backends, the outermost first: see `@actfn/core/resilience`. */
  readonly policies?: readonly Policy[];
  /** What carries `with` along asynchronous calls; Node's `AsyncLocalStorage` where absent. */
  readonly asyncStorage?: AsyncStorage;
}

/** Who would answer a call, and who would not and why. */
export interface Answerer {
  readonly backend: string;
  readonly status: Support["status"];
  readonly passedOver: readonly { readonly backend: string; readonly reason: string }[];
  /** Which arithmetic the call would run in, and why. Absent if the backend does not tell. */
  readonly explanation?: Explanation;
}

/**
 * Runs activations on an ordered list of backends, which can be swapped while calls are in flight.
 *
 * Only a backend's typed "unsupported" moves a call on to the next backend, unless `fallback` says more; every other
 * error propagates. A call finishes on the backend it began on, whatever is swapped meanwhile. Who answers can be seen at
 * any time: `which` tells beforehand, the events tell as it happens, `stats` afterwards.
 */
export interface Runtime {
  /** The backends in the order in which they are asked. */
  readonly backends: readonly Backend[];
  /** Evaluates an activation. `options` are the activation's and the call's (`out`, `precision`, `signal`, `timeout`). */
  forward(activation: AnyActivation, x: unknown, options?: Given): Promise<unknown>;
  /** The same without waiting; throws a `SyncError` where the backend cannot. */
  forwardSync(activation: AnyActivation, x: unknown, options?: Given): unknown;
  /** The gradient given dy; see `Activation.backward`. */
  backward(activation: AnyActivation, x: unknown, dy: unknown, options?: Given): Promise<unknown>;
  /** The same without waiting; throws a `SyncError` where the backend cannot. */
  backwardSync(activation: AnyActivation, x: unknown, dy: unknown, options?: Given): unknown;
  /** Who would answer such a call, without running it. */
  which(activation: AnyActivation, x: unknown, options?: Given & { readonly dy?: unknown }): Answerer;
  /**
   * Replaces the list of backends by another, at once and for all later calls, when the new ones have started, run every
   * activation in use and passed their probe. Calls in flight finish where they began. Swaps are made in the order in
   * which they were asked for. If anything fails, the promise rejects with the reason and everything is as it was.
   * Backends that leave stay usable, unless `dispose` is set. Resolves to the backends now in use.
   */
  use(backends: Backends, options?: UseOptions): Promise<readonly Backend[]>;
  /**
   * Runs `fn` with other backends: the calls that it makes, and those that these make, run on them, whoever else calls
   * meanwhile. `fn` is also passed a runtime of just these backends; where the engine has no AsyncLocalStorage (a
   * browser) calls must go through that one, and an `fn` that does not take it throws a `ScopeError`. Returns what `fn` returns.
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
  /** What has been done so far. */
  stats(): RuntimeStats;
  /** Whether calls can be taken, for a readiness probe. */
  health(): HealthReport;
  /**
   * Takes no more calls (they throw a `BackendDisposedError`), waits for those that it has taken, at most 30 s, and disposes
   * of the backends in use. Waited for are also calls that have yet to get a place, and the disposal of backends that have
   * left. The runtime that `with` passes ends its own list alone.
   */
  dispose(): Promise<void>;
}
