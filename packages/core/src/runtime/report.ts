import type { Backend, CacheStats, Pass } from "../backend/backend.js";

/** How long the calls of one activation took on one backend, in milliseconds. */
export interface Latency {
  readonly activation: string;
  readonly pass: Pass;
  readonly backend: string;
  readonly calls: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** What comparisons have found so far. */
export interface ComparisonStats {
  /** Calls that were compared. */
  readonly compared: number;
  /** Of these, how many deviated by more than was allowed, or failed on the other backend. */
  readonly mismatches: number;
  /** Calls that were to be compared but were not: too many were waiting, or the other backend does not support them or is being disposed of. */
  readonly skipped: number;
  /** The worst deviation seen, in units in the last place, within the allowance or not. */
  readonly worstUlp: number;
}

/** How a canary does. */
export interface CanaryStats {
  readonly backend: string;
  readonly share: number;
  /** Calls it has executed at this share. */
  readonly answered: number;
  readonly failures: number;
  readonly comparison?: ComparisonStats;
}

/** What a runtime has done so far. */
export interface RuntimeStats {
  /** Calls that returned a result. Counted by the policy `statistics()`, like `failed` and `latencies`; 0 and empty without it. */
  readonly answered: number;
  /** Calls that started and failed, by the name of the error. */
  readonly failed: Readonly<Record<string, number>>;
  /** By activation, pass and backend, the most called first. */
  readonly latencies: readonly Latency[];
  /** Calls that run now. */
  readonly running: number;
  /** Calls that wait in the queue of `concurrencyLimiter()`. */
  readonly waiting: number;
  readonly swaps: number;
  /** The caches of compiled kernels of the backends in use, for the backends that have one. */
  readonly caches: readonly (CacheStats & { readonly backend: string })[];
  /** What the policy `shadow()` has found. */
  readonly shadow?: ComparisonStats;
  /** The canary that runs now. */
  readonly canary?: CanaryStats;
}

/** The cache counters of backends. */
export function cachesOf(backends: readonly Backend[]): RuntimeStats["caches"] {
  return backends.flatMap((backend) => {
    const cache = backend.cache?.();
    return cache === undefined ? [] : [{ ...cache, backend: backend.name }];
  });
}

/** The state of a backend's circuit. */
export type CircuitState = "closed" | "open" | "half-open";

/** Whether a runtime can take calls, fit for a readiness probe: answer it with 200 where `ready`, otherwise with 503. */
export interface HealthReport {
  /** Whether a call would find a backend: it has one whose circuit is not open, and is not disposed of. */
  readonly ready: boolean;
  /** `degraded`: it is ready, but a circuit is not closed, or the queue is full. */
  readonly status: "ok" | "degraded" | "down";
  readonly backends: readonly {
    readonly name: string;
    readonly version: string;
    /** `"closed"` without the policy `circuitBreaker()`. */
    readonly circuit: CircuitState;
  }[];
  /** Calls that run now; those on lists already replaced are counted. */
  readonly inFlight: number;
  readonly waiting: number;
  /** Whether a swap is being prepared. */
  readonly swapping: boolean;
  /** Why the last swap failed, until one succeeds. */
  readonly lastSwapError?: string;
}

/** What a health report is made of. */
interface Facts {
  readonly backends: readonly Backend[];
  readonly circuitOf: (backend: Backend) => CircuitState;
  readonly disposed: boolean;
  readonly full: boolean;
  readonly inFlight: number;
  readonly waiting: number;
  readonly swapping: boolean;
  readonly lastSwapError: string | undefined;
}

export function healthReport(facts: Facts): HealthReport {
  const { circuitOf, disposed, full, inFlight, waiting, swapping, lastSwapError } = facts;
  const backends = facts.backends.map((backend) => ({
    name: backend.name,
    version: backend.info.version,
    circuit: circuitOf(backend),
  }));
  const ready = !disposed && backends.some(({ circuit }) => circuit !== "open");
  const impaired = full || backends.some(({ circuit }) => circuit !== "closed");
  const status = ready ? (impaired ? "degraded" : "ok") : "down";
  const report = { ready, status, backends, inFlight, waiting, swapping } as const;
  return lastSwapError === undefined ? report : { ...report, lastSwapError };
}
