import { builtin } from "../host/host.js";

/** Carries a value along a chain of asynchronous calls: Node's `AsyncLocalStorage`, or anything of its shape. */
export interface AsyncStorage {
  run<R>(value: unknown, fn: () => R): R;
  getStore(): unknown;
}

/** Node's own; undefined where there is none, as in browsers. */
export function asyncStorage(): AsyncStorage | undefined {
  const hooks = builtin<{ readonly AsyncLocalStorage: new () => AsyncStorage }>("node:async_hooks");
  return hooks === undefined ? undefined : new hooks.AsyncLocalStorage();
}
