import type { Precision } from "../backend/backend.js";
import { anyOf, anything, type Check, fields, flag, listOf, oneOf, where } from "../errors/checks.js";
import { ConfigError } from "../errors/config-error.js";
import { type CircuitBreakerOptions, circuitBreaker } from "../resilience/circuit-breaker.js";
import { type ConcurrencyLimiterOptions, concurrencyLimiter } from "../resilience/concurrency-limiter.js";
import { breakerOptions, limiterFields } from "../resilience/policy-options.js";
import { statistics } from "../resilience/statistics.js";
import type { Policy } from "../runtime/policy.js";
import type { Limits, RuntimeOptions } from "../runtime/runtime.js";
import { limitFields, precision } from "../runtime/runtime-options.js";

/** A backend as a configuration names it. */
export interface BackendConfig {
  /** The package or the file (relative to the configuration) that exports the factory. */
  readonly module: string;
  /** The name of the factory. */
  readonly factory: string;
  /** What the factory is called with. */
  readonly options?: unknown;
}

/** What `actfn.config.ts`, `.mjs`, `.js` or `.json` holds. */
export interface Config {
  /** In the order in which they are asked: `"cpu"`, `"onnx"`, or any backend by its module and factory. */
  readonly backends: readonly (KnownBackend | BackendConfig)[];
  readonly precision?: Precision;
  /** Which errors move a call on, and whether the runtime has a `circuitBreaker()`: `true` for the default figures. */
  readonly fallback?: {
    readonly on?: "unsupported" | "fault";
    readonly breaker?: boolean | CircuitBreakerOptions;
  };
  /** Time and memory, and the options of `concurrencyLimiter()`. */
  readonly limits?: Limits & Partial<ConcurrencyLimiterOptions>;
  /** Whether the runtime has `statistics()`. */
  readonly stats?: boolean;
}

/** Backends that have a short name. */
export type KnownBackend = "cpu" | "onnx";

/** Where the factories of the short names are. */
export const knownBackends: Readonly<Record<KnownBackend, BackendConfig>> = {
  cpu: { module: "@actfn/backend-cpu", factory: "cpu" },
  onnx: { module: "@actfn/backend-onnx", factory: "onnx" },
};

const word = where("a string that is not empty", (value) => typeof value === "string" && value !== "");
const names: readonly string[] = Object.keys(knownBackends);

const backend: Check = (value, path, source) => {
  if (typeof value === "string") oneOf(...names)(value, path, source);
  else {
    fields({ module: word, factory: word, options: anything }, ["module", "factory"])(value, path, source);
  }
};

const breaker = anyOf(
  "true, false or { failures, cooldown }, a count and milliseconds",
  flag,
  breakerOptions,
);

const config: Check = fields(
  {
    backends: listOf(backend, "a list of backends"),
    precision,
    fallback: fields({ on: oneOf("unsupported", "fault"), breaker }),
    limits: fields({ ...limitFields, ...limiterFields }),
    stats: flag,
  },
  ["backends"],
);

/** Checks a configuration; `source` says where it comes from. Throws a `ConfigError` that names the field. */
export function checkConfig(value: unknown, source: string): asserts value is Config {
  config(value, "", source);
  const { backends } = value as Config;
  if (backends.length === 0)
    throw new ConfigError(source, "backends", backends, "a list with at least one backend");
}

/** What `createRuntime` takes besides backends. */
export function runtimeOptionsOf(config: Config): Omit<RuntimeOptions, "backends"> {
  const { backends: _, stats = false, fallback = {}, limits = {}, ...others } = config;
  const { breaker = false, ...errors } = fallback;
  const { concurrency, queue = 0, ...ofCalls } = limits;
  const policies: Policy[] = [];
  if (stats) policies.push(statistics());
  if (concurrency !== undefined) policies.push(concurrencyLimiter({ concurrency, queue }));
  if (breaker !== false) policies.push(circuitBreaker(breaker === true ? {} : breaker));
  return { ...others, fallback: errors, limits: ofCalls, policies };
}

/** Returns what it is given: for completion and checks while a configuration is written. */
export function defineConfig(given: Config): Config {
  return given;
}

/** Reads the variable `ACTFN_BACKEND`: short names, separated by commas. */
export function backendsOfVariable(value: string): readonly KnownBackend[] {
  const asked = value.split(",").map((name) => name.trim());
  for (const name of asked) {
    if (!names.includes(name)) {
      throw new ConfigError(
        "loadConfig",
        "the environment variable ACTFN_BACKEND",
        value,
        `a comma-separated list of: ${names.join(", ")}`,
      );
    }
  }
  return asked as KnownBackend[];
}
