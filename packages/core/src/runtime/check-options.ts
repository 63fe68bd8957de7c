import { checkContract } from "../backend/contract.js";
import type { AnyActivation } from "../definition/definition.js";
import {
  anyOf,
  type Check,
  callable,
  fields,
  flag,
  listOf,
  milliseconds,
  number,
  oneOf,
  where,
} from "../errors/checks.js";

const infinite = Number.POSITIVE_INFINITY;
const share = number(0, 1);

/** A backend; what does not follow the contract throws a `ContractError`. */
const backend: Check = (value) => checkContract(value);

const breaker = anyOf(
  "true, false or { failures, cooldown }, a count and milliseconds",
  flag,
  fields({ failures: number(1, infinite, true), cooldown: milliseconds }),
);

/** What a configuration file may say of limits too. */
export const limits: Check = fields({
  timeout: milliseconds,
  concurrency: number(1, infinite, true),
  queue: number(0, infinite, true),
  bytes: number(0, infinite),
});

export const precision: Check = oneOf("strict", "fast");

/** A fallback policy as a file can tell it: without functions and classes. */
export const plainFallback: Check = fields({ on: oneOf("unsupported", "fault"), breaker });

const fallback = fields({
  on: anyOf(
    '"unsupported", "fault", a list of error classes, or a function',
    oneOf("unsupported", "fault"),
    callable,
    listOf(callable, "a list of error classes"),
  ),
  breaker,
});

const shadow = fields(
  { backend, rate: share, compare: fields({ ulp: number(0, infinite) }, ["ulp"]), onMismatch: callable },
  ["backend"],
);

const canary = fields(
  {
    backend,
    share: anyOf(
      "a number from 0 to 1, or a list of them that is not empty",
      share,
      (value, path, source) => {
        listOf(share, "a list")(value, path, source);
        where("not empty", (shares) => (shares as unknown[]).length > 0)(value, path, source);
      },
    ),
    promoteAfter: number(1, infinite, true),
    rollbackOn: fields({
      failures: number(1, infinite, true),
      slowdown: number(1, infinite),
      ulp: number(0, infinite),
    }),
    dispose: flag,
  },
  ["backend"],
);

const runtimeOptions = fields(
  {
    backends: (value, path, source) =>
      Array.isArray(value)
        ? listOf(backend, "a list of backends")(value, path, source)
        : checkContract(value),
    precision,
    fallback,
    limits,
    shadow,
    canary,
    stats: flag,
    asyncStorage: where(
      "an AsyncLocalStorage",
      (value) => typeof (value as { run?: unknown } | null)?.run === "function",
    ),
  },
  ["backends"],
);

const useOptions = fields({
  probe: anyOf("true, false or a function", flag, callable),
  warmup: anyOf("true, false or a list of activations", flag, listOf(activation(), "a list of activations")),
  timeout: milliseconds,
  drain: anyOf("true, false or milliseconds", flag, milliseconds),
  dispose: flag,
});

function activation(): Check {
  return where("an activation", (value) => {
    const { definition, preset } = (value ?? {}) as Partial<AnyActivation>;
    return typeof definition?.name === "string" && isObject(definition.options) && isObject(preset);
  });
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

export function checkRuntimeOptions(options: unknown): void {
  runtimeOptions(options, "", "createRuntime");
}

export function checkUseOptions(options: unknown): void {
  useOptions(options, "", "use");
}

export function checkCanaryOptions(options: unknown): void {
  canary(options, "", "canary");
}
