/**
 * What this package uses of the engine it runs in beyond the language itself. Node's own modules are asked for at run
 * time, so that a browser's bundler never sees them.
 */
interface Host {
  readonly process?: { readonly getBuiltinModule?: (name: string) => unknown };
  readonly performance: { now(): number };
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
  queueMicrotask(run: () => void): void;
}

const host = globalThis as unknown as Host;

/** A module of Node's own, such as `"node:async_hooks"`; undefined in engines that are not Node's kind. */
export function builtin<T>(name: string): T | undefined {
  return host.process?.getBuiltinModule?.(name) as T | undefined;
}

/** Milliseconds since some fixed moment, with a fraction. */
export function now(): number {
  return host.performance.now();
}

// Beyond 2^31 - 1 ms timers fire at once.
const LONGEST = 2 ** 31 - 1;

/** Runs something later, without keeping a process alive for it; returns a function that calls it off. */
export function later(ms: number, run: () => void): () => void {
  const timer = host.setTimeout(run, Math.min(ms, LONGEST));
  (timer as { unref?: () => void }).unref?.();
  return () => host.clearTimeout(timer);
}

/** The same for what somebody awaits: it keeps the process alive until it is called off, which must not be forgotten. */
export function timeLimit(ms: number, run: () => void): () => void {
  const timer = host.setTimeout(run, Math.min(ms, LONGEST));
  return () => host.clearTimeout(timer);
}

/** Throws an error where nobody's call is hurt by it: as uncaught, like an error in an event listener. */
export function throwApart(error: unknown): void {
  host.queueMicrotask(() => {
    throw error;
  });
}
