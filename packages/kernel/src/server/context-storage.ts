import { AsyncLocalStorage } from "node:async_hooks";
import { createRequire } from "node:module";
import { promiseHooks } from "node:v8";

/** Remembers for asynchronous work by whom it was started, as far as it leads. */
export interface ContextStorage<T extends object> {
  /** Runs `work` for `context`; timers, promises and microtasks that it starts run for it as well. */
  run(context: T, work: () => void): void;
  /** For whom the running code runs; `undefined` where that is not known. */
  readonly current: T | undefined;
  /** For whom a promise was made. */
  of(promise: object): T | undefined;
  /** Forgets for whom code ran that was cut off in the middle. */
  recover(): void;
}

/**
 * From Node 24 on this is an AsyncLocalStorage. Before, Node builds that on async hooks, whose bookkeeping aborts the
 * process when an endless loop is ended from outside (see interrupt-sentinel); there, V8's own promise hooks do it,
 * which keep no books, together with timers that remember.
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

/** Lets `Stamp` add a private field to any object: a constructor may return one that is there already. */
const Given = function (this: unknown, given: object): object {
  return given;
} as unknown as new (
  given: object,
) => object;

/** Keeps a context on a promise where nobody else can see it, at the price of a field; a WeakMap costs ten times that. */
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

/** The hooks are there once for the process, however many storages are made. */
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
      // Not in a `finally`: an error that nobody catches is printed while it is still known whose it is.
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

/** Hands every callback that is put off through `remember`, whichever way it is put off. */
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
    // setTimeout carries its promise form as a property.
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
