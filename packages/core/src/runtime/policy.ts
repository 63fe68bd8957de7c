import type { Backend, KernelRequest } from "../backend/backend.js";
import type { Tensor } from "../tensor/tensor.js";
import type { EventName, Listener, RuntimeEvents } from "./events.js";
import type { CircuitState, RuntimeStats } from "./report.js";

/** One call on its way to a backend. */
export interface Call {
  readonly request: KernelRequest;
  /** The milliseconds that the call may take, waiting included; undefined without a limit. */
  readonly timeout: number | undefined;
  /** The backend that has the call or has executed it; undefined before. */
  backend: Backend | undefined;
}

/**
 * Surrounds calls: does something before, after or instead of `next`. Calls with and without waiting have a method each.
 * Without a method, such calls go straight to the next interceptor.
 */
export interface Interceptor {
  run?(call: Call, next: (call: Call) => Promise<Tensor[]>): Promise<Tensor[]>;
  runSync?(call: Call, next: (call: Call) => Tensor[]): Tensor[];
}

/** The methods of a backend that run requests. */
export type Executor = Pick<Backend, "supports" | "execute" | "executeSync">;

/** What a policy adds to a runtime. The policies of a list surround each other: the first is the outermost. */
export interface PolicyParts {
  /** Surrounds a call before a backend list is chosen: here a call can wait or be refused. */
  readonly aroundCall?: Interceptor;
  /** Surrounds the walk through the backend list, with its fallback. A canary that executes a call skips it. */
  readonly aroundList?: Interceptor;
  /**
   * Returns what the runtime asks instead of a backend. Called for each backend of each list, also after a swap. `asked` is
   * what the inner policies return, or the backend itself.
   */
  aroundBackend?(asked: Executor, backend: Backend): Executor;
  /** Returns the error of a call that no backend of the list has taken, or undefined for an `UnsupportedError`. */
  refusal?(
    activation: string,
    reasons: readonly { readonly backend: string; readonly reason: string }[],
    backends: readonly Backend[],
  ): Error | undefined;
  /** What it adds to `runtime.stats()`. */
  stats?(): Partial<RuntimeStats>;
  /** The state of a backend's circuit, for `runtime.health()`. */
  circuitOf?(backend: Backend): CircuitState;
  /** How many calls wait, and whether the next one would be refused, for `runtime.stats()` and `runtime.health()`. */
  queue?(): { readonly waiting: number; readonly isFull: boolean };
}

/** What a runtime gives to its policies. */
export interface PolicyContext {
  /** Listens to an event; returns a function that stops listening. */
  on<E extends EventName>(event: E, listener: Listener<E>): () => void;
  /** Emits an event. `describe` is called only if somebody listens. */
  tell<E extends EventName>(event: E, describe: () => RuntimeEvents[E]): void;
  /** Holds a backend that is not in the list until the runtime is disposed of, and with it the backend. */
  hold(backend: Backend): BackendLease;
}

/**
 * Something composed around the calls or the backends of a runtime, as `circuitBreaker()` of `@actfn/core/resilience`
 * returns it. A runtime and the scopes of its `with` call it once.
 */
export type Policy = (context: PolicyContext) => PolicyParts;

/** Counts calls in flight: while there are any, the runtime disposes of none of the backends before its time is up. */
export interface BackendLease {
  readonly backends: readonly Backend[];
  /** Whether a call may begin. */
  readonly isOpen: boolean;
  /** Counts a call that begins. Throws a `BackendDisposedError` if the lease is over. */
  enter(): void;
  /** Counts a call that has ended. */
  leave(): void;
}

/** Why a runtime stops an interception: a swap, another interception, or its own end. */
export type StopCause = "swapped" | "replaced" | "disposed";

/** Surrounds the calls to the list in use until it ends itself or the runtime stops it. */
export interface ListInterceptor extends Required<Interceptor> {
  /** Called when the runtime stops it. It must call `end`. */
  stop(cause: StopCause): void;
  /** What it adds to `runtime.stats()`. */
  stats(): Partial<RuntimeStats>;
}

/** What a runtime gives to a {@link ListInterceptor}. */
export interface Interception {
  /** Holds the backend that intercepts. */
  readonly own: BackendLease;
  /** The list in use. */
  readonly list: BackendLease;
  /** Emits an event. */
  tell<E extends EventName>(event: E, describe: () => RuntimeEvents[E]): void;
  /** Ends it: all calls go to the list again. With `promote` the backend becomes the first of the list, in place of that one. With `dispose` the runtime disposes of the backend that leaves. */
  end(how: { readonly promote: boolean; readonly dispose: boolean }): void;
}
