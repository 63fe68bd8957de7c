import { BackendReferences } from "./backend-list.js";
import { Breakers } from "./breaker.js";
import { checkRuntimeOptions } from "./check-options.js";
import { ConcurrencyLimiter } from "./concurrency-limiter.js";
import { Dispatcher } from "./dispatch.js";
import { Listeners } from "./events.js";
import { fallbackPolicy, reasonOf } from "./fallback.js";
import { ListRuntime, listOf, type Shared } from "./list-runtime.js";
import type { Runtime, RuntimeOptions } from "./runtime.js";
import { startShadow } from "./shadow.js";
import { StatsRecorder } from "./stats.js";
import { UsageLog } from "./usage-log.js";

/**
 * Makes a runtime that is independent of the default one of the process, for servers and libraries. Throws a `ConfigError` that
 * names the field where an option is not valid.
 */
export function createRuntime(options: RuntimeOptions): Runtime {
  checkRuntimeOptions(options);
  const { backends, precision = "fast", fallback = {}, limits = {}, shadow, canary, stats = false } = options;
  const listeners = new Listeners();
  const references = new BackendReferences(({ name }, failure) => {
    listeners.tell("dispose", () =>
      failure === undefined ? { backend: name } : { backend: name, ...failure },
    );
  });
  const { on, breaker = false } = fallback;
  const breakers = breaker === false ? undefined : new Breakers(breaker === true ? {} : breaker, listeners);
  const shared: Shared = {
    precision,
    limits,
    listeners,
    references,
    usageLog: new UsageLog(),
    dispatcher: new Dispatcher(fallbackPolicy(on), breakers, listeners),
    limiter:
      limits.concurrency === undefined
        ? undefined
        : new ConcurrencyLimiter(limits.concurrency, limits.queue ?? 0),
    shadow: shadow === undefined ? undefined : startShadow(shadow, listeners, references),
    stats: stats ? new StatsRecorder() : undefined,
    storage: options.asyncStorage,
  };
  const ended = shared.shadow === undefined ? [] : [shared.shadow.list];
  const runtime = new ListRuntime(listOf(backends), shared, ended);
  if (canary !== undefined) {
    runtime.canary(canary).catch((error: unknown) => {
      const reason = reasonOf(error);
      listeners.tell("canary", () => ({
        backend: canary.backend.name,
        state: "rolledBack",
        share: 0,
        reason,
      }));
    });
  }
  return runtime;
}
