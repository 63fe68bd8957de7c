import type { Backend } from "../backend/backend.js";
import { ConfigError } from "../errors/config-error.js";
import { show } from "../errors/print.js";
import { type AroundBackend, BackendList, BackendReferences } from "./backend-list.js";
import { Dispatcher } from "./dispatch.js";
import { Listeners } from "./events.js";
import { fallbackPolicy } from "./fallback.js";
import { ListRuntime, listOf } from "./list-runtime.js";
import type { Executor, PolicyContext, PolicyParts } from "./policy.js";
import type { Runtime, RuntimeOptions } from "./runtime.js";
import { checkRuntimeOptions } from "./runtime-options.js";
import { UsageLog } from "./usage-log.js";

/**
 * Makes a runtime that is independent of the default one of the process, for servers and libraries. Throws a `ConfigError` that
 * names the field where an option is not valid.
 */
export function createRuntime(options: RuntimeOptions): Runtime {
  checkRuntimeOptions(options);
  const { backends, precision = "fast", fallback = {}, limits = {}, policies = [] } = options;
  const listeners = new Listeners();
  const references = new BackendReferences(({ name }, failure) => {
    listeners.tell("dispose", () =>
      failure === undefined ? { backend: name } : { backend: name, ...failure },
    );
  });
  const held: BackendList[] = [];
  const context: PolicyContext = {
    on: (event, listener) => listeners.add(event, listener),
    tell: (event, describe) => listeners.tell(event, describe),
    hold: (backend) => {
      const list = new BackendList([backend], references);
      held.push(list);
      return list;
    },
  };
  const parts = policies.map((policy, i) => requireParts(policy(context), i));
  const shared = {
    precision,
    limits,
    listeners,
    references,
    policies: parts,
    usageLog: new UsageLog(),
    dispatcher: new Dispatcher(fallbackPolicy(fallback.on), listeners, parts),
    aroundBackend: aroundBackend(parts),
    storage: options.asyncStorage,
  };
  return new ListRuntime(listOf(backends), shared, held);
}

/** What all policies ask instead of a backend; undefined where none surrounds backends. */
function aroundBackend(policies: readonly PolicyParts[]): AroundBackend | undefined {
  const all = policies.filter((policy) => policy.aroundBackend !== undefined);
  if (all.length === 0) return undefined;
  return (backend: Backend) =>
    all.reduceRight<Executor>((asked, policy) => policy.aroundBackend?.(asked, backend) ?? asked, backend);
}

function requireParts(parts: unknown, index: number): PolicyParts {
  if (typeof parts === "object" && parts !== null) return parts;
  throw new ConfigError("createRuntime", `policies[${index}]`, parts, "a function that returns an object", {
    problem: `policies[${index}] returned ${show(parts)}; a policy must return an object, as those of @actfn/core/resilience do.`,
  });
}
