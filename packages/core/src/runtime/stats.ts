import type { Backend, CacheStats, Pass } from "../backend/backend.js";
import type { CanaryStats } from "./canary.js";
import type { ComparisonStats } from "./comparison.js";
import type { CallInfo } from "./events.js";
import { Histogram } from "./histogram.js";

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

/** What a runtime has done so far. */
export interface RuntimeStats {
  /** Calls that were answered. Counted where `stats` is on, like `failed` and `latencies`. */
  readonly answered: number;
  /** Calls that had begun and failed, by the error's name. */
  readonly failed: Readonly<Record<string, number>>;
  /** By activation, pass and backend, the most called first. */
  readonly latencies: readonly Latency[];
  /** Calls that run now, and calls that wait for a place. */
  readonly running: number;
  readonly waiting: number;
  readonly swaps: number;
  /** What the backends in use tell of their caches of compiled kernels, for those that do. */
  readonly caches: readonly (CacheStats & { readonly backend: string })[];
  readonly shadow?: ComparisonStats;
  readonly canary?: CanaryStats;
}

/** Beyond so many pairs of activation and backend, new ones are counted together. */
const LIMIT = 512;
const OTHERS = "(others)";

interface Kept {
  readonly activation: string;
  readonly pass: Pass;
  readonly backend: string;
  readonly histogram: Histogram;
}

/** Remembers how long calls took, in memory that is bounded. */
export class StatsRecorder {
  private readonly kept = new Map<string, Kept>();
  private readonly failures = new Map<string, number>();
  private answered = 0;

  answer({ activation, pass }: CallInfo, backend: string, ms: number): void {
    this.answered++;
    const key = `${activation} ${pass} ${backend}`;
    const known = this.kept.get(key);
    if (known !== undefined) known.histogram.add(ms);
    else if (this.kept.size < LIMIT) this.keep(key, activation, pass, backend).add(ms);
    else (this.kept.get(OTHERS)?.histogram ?? this.keep(OTHERS, OTHERS, pass, OTHERS)).add(ms);
  }

  failure(error: unknown): void {
    const name = error instanceof Error ? error.name : typeof error;
    const key = this.failures.has(name) || this.failures.size < LIMIT ? name : OTHERS;
    this.failures.set(key, (this.failures.get(key) ?? 0) + 1);
  }

  report(): Pick<RuntimeStats, "answered" | "failed" | "latencies"> {
    const latencies = [...this.kept.values()].map(({ histogram, ...names }) => ({
      ...names,
      calls: histogram.count,
      p50: histogram.quantile(0.5),
      p90: histogram.quantile(0.9),
      p99: histogram.quantile(0.99),
      max: histogram.max,
    }));
    latencies.sort((a, b) => b.calls - a.calls);
    return { answered: this.answered, failed: Object.fromEntries(this.failures), latencies };
  }

  private keep(key: string, activation: string, pass: Pass, backend: string): Histogram {
    const histogram = new Histogram();
    this.kept.set(key, { activation, pass, backend, histogram });
    return histogram;
  }
}

/** What backends tell of their caches. */
export function cachesOf(backends: readonly Backend[]): RuntimeStats["caches"] {
  return backends.flatMap((backend) => {
    const cache = backend.cache?.();
    return cache === undefined ? [] : [{ ...cache, backend: backend.name }];
  });
}
