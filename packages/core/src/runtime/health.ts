import type { Backend } from "../backend/backend.js";
import type { CircuitState } from "./breaker.js";

/** Whether a runtime can take calls, fit for a readiness probe: answer it with 200 where `ready`, otherwise with 503. */
export interface HealthReport {
  /** Whether a call would find a backend: it has one whose circuit is not open, and is not disposed of. */
  readonly ready: boolean;
  /** `degraded`: it is ready, but a circuit is not closed, or the queue is full. */
  readonly status: "ok" | "degraded" | "down";
  readonly backends: readonly {
    readonly name: string;
    readonly version: string;
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

/** What a report is made of. */
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
