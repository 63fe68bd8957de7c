import type { Pass } from "../backend/backend.js";
import type { CallInfo } from "../runtime/events.js";
import type { Policy } from "../runtime/policy.js";
import type { RuntimeStats } from "../runtime/report.js";
import { Histogram } from "./histogram.js";

/** Counts calls and errors and measures latencies, for `runtime.stats()`, in memory that does not grow. */
export function statistics(): Policy {
  return ({ on }) => {
    const recorder = new StatsRecorder();
    on("end", ({ call, backend, ms }) => recorder.answer(call, backend, ms));
    on("error", ({ error }) => recorder.failure(error));
    return { stats: () => recorder.report() };
  };
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
class StatsRecorder {
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
