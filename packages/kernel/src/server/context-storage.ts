import { AsyncLocalStorage } from "node:async_hooks";
import { createRequire } from "node:module";
import { promiseHooks } from "node:v8";

/** The context of asynchronous work: who started it, through any number of steps. */
export interface ContextStorage<T extends object> {
  /** Runs `work` in `context`. Timers, promises and microtasks that it starts have this context too. */
  run(context: T, work: () => void): void;
  /** The context of the running code; `undefined` if it is unknown. */
  readonly current: T | undefined;
  /** The context in which a promise was made. */
  of(promise: object): T | undefined;
  /** Discards the context of interrupted code. */
  recover(): void;
}

/**
 * In Node 24 and later this is an AsyncLocalStorage. Earlier versions build it on async hooks, whose checks abort the process
 * if an endless loop is interrupted (see interrupt-sentinel). There, V8's promise hooks, which have no such checks, and wrapped
 * timers carry the context.
 */
export function createContextStorage<T extends object>(): ContextStorage<T> {
  const major = Number(process.versions.node.split(".")[0]);
  return major >= 24 ? new NodeStorage<T>() : hookedStorage<T>();
}

class NodeStorage<T extends object> implements ContextStorage<T> {
  readonly #storage = new AsyncLocalStorage<T>();

  run(context: T, work: () => void): void {
    this.#storage.run(context, work);
  }

  get current(): T | undefined {
    return this.#storage.getStore();
  }

  of(): undefined {}

  recover(): void {}
}

/** Lets `Stamp` add a private field to any object: a constructor may return an existing object. */
const Given = function (this: unknown, given: object): object {
  return given;
} as unknown as new (
  given: object,
) => object;

/** Stores a context in a private field of a promise. A WeakMap would take ten times as long. */
class Stamp extends Given {
  readonly #context: unknown;

  constructor(promise: object, context: unknown) {
    super(promise);
    this.#context = context;
  }

  static read(promise: object): unknown {
    return #context in promise ? (promise as Stamp).#context : undefined;
  }
}

/** The hooks exist once per process, for all storages. */
function hookedStorage<T extends object>(): ContextStorage<T> {
  let current: T | undefined;
  const of = (promise: object): T | undefined => Stamp.read(promise) as T | undefined;
  promiseHooks.createHook({
    init: (promise) => {
      if (current !== undefined) new Stamp(promise, current);
    },
    before: (promise) => {
      current = of(promise);
    },
    after: () => {
      current = undefined;
    },
  });
  rememberInTimers((callback) => {
    const context = current;
    if (context === undefined) return callback;
    return function (this: unknown, ...args: unknown[]) {
      current = context;
      // Not in a `finally`: when an uncaught error is printed, its context must still be known.
      const result = callback.apply(this, args);
      current = undefined;
      return result;
    };
  });
  return {
    run: (context, work) => {
      current = context;
      work();
      current = undefined;
    },
    get current() {
      return current;
    },
    of,
    recover: () => {
      current = undefined;
    },
  };
}

type Callback = (this: unknown, ...args: unknown[]) => unknown;
type Scheduler = (callback: unknown, ...rest: unknown[]) => unknown;

/** Passes each deferred callback through `remember`, in all functions that defer one. */
function rememberInTimers(remember: (callback: Callback) => Callback): void {
  const wrap = (owner: object, name: string): void => {
    const schedulers = owner as Record<string, Scheduler>;
    const schedule = schedulers[name]!;
    const remembering = function (this: unknown, callback: unknown, ...rest: unknown[]): unknown {
      return schedule.call(
        this,
        typeof callback === "function" ? remember(callback as Callback) : callback,
        ...rest,
      );
    };
    // setTimeout has its promise form as a property.
    Object.defineProperties(remembering, Object.getOwnPropertyDescriptors(schedule));
    schedulers[name] = remembering;
  };
  const timers = createRequire(import.meta.url)("node:timers") as object;
  for (const name of ["setTimeout", "setInterval", "setImmediate"]) {
    wrap(globalThis, name);
    wrap(timers, name);
  }
  wrap(globalThis, "queueMicrotask");
  wrap(process, "nextTick");
}
