import { checkAnswer, isSupported } from "../backend/answer.js";
import type { Backend, KernelRequest } from "../backend/backend.js";
import { later } from "../host/host.js";
import type { Mismatch } from "../runtime/events.js";
import type { BackendLease } from "../runtime/policy.js";
import type { ComparisonStats } from "../runtime/report.js";
import { Tensor } from "../tensor/tensor.js";
import { worstDifference } from "./difference.js";

/** A copy of a request, of what was in memory when it was made. */
export interface Copy {
  readonly request: KernelRequest;
}

/** More than so many comparisons do not wait: what they hold is memory. */
const PLACES = 16;

/** Runs calls again on another backend, after their caller has its result, and compares. */
export class Comparison {
  private readonly list: BackendLease;
  private readonly allowed: number;
  private readonly report: (mismatch: Mismatch) => void;
  private compared = 0;
  private mismatches = 0;
  private skipped = 0;
  private worst = 0;
  private waiting = 0;

  /** Compares with the first backend of a list; `allowed` is in units in the last place. */
  constructor(list: BackendLease, allowed: number, report: (mismatch: Mismatch) => void) {
    this.list = list;
    this.allowed = allowed;
    this.report = report;
  }

  get stats(): ComparisonStats {
    const { compared, mismatches, skipped, worst } = this;
    return { compared, mismatches, skipped, worstUlp: worst };
  }

  /** Copies a request before it runs: afterwards its memory is the caller's again, and may have been computed in place. */
  copy(request: KernelRequest): Copy | undefined {
    if (this.waiting >= PLACES || !this.list.isOpen || !canRun(this.against, request)) {
      this.skipped++;
      return undefined;
    }
    this.list.enter();
    this.waiting++;
    const { signal: _, ...rest } = request;
    return {
      request: { ...rest, inputs: request.inputs.map(copyOf), outputs: request.outputs.map(() => undefined) },
    };
  }

  /** Lets go of a copy whose call has failed. */
  drop(): void {
    this.waiting--;
    this.list.leave();
  }

  private get against(): Backend {
    return this.list.backends[0] as Backend;
  }

  /** Compares the caller's result with the other backend's, later. Never throws, never delays. */
  compare(copy: Copy, answer: readonly Tensor[], backend: string): void {
    const kept = answer.map(copyOf);
    later(0, () => {
      void this.run(copy.request, kept, backend).finally(() => this.drop());
    });
  }

  private async run(request: KernelRequest, answer: readonly Tensor[], backend: string): Promise<void> {
    this.compared++;
    const { activation, pass } = request;
    const facts = { activation: activation.name, pass, backend, against: this.against.name };
    try {
      const other = await this.against.execute(request);
      checkAnswer(this.against, request, other);
      const { ulp, ...at } = worstDifference(answer, other);
      this.worst = Math.max(this.worst, ulp);
      if (ulp <= this.allowed) return;
      this.mismatches++;
      this.report({ ...facts, ulp, at });
    } catch (error) {
      this.mismatches++;
      this.report({ ...facts, ulp: Number.POSITIVE_INFINITY, error });
    }
  }
}

/** Whether a backend that no caller depends on can run a request. One that throws instead of telling cannot. */
export function canRun(backend: Backend, request: KernelRequest): boolean {
  try {
    return isSupported(backend, request, backend.supports(request));
  } catch {
    return false;
  }
}

function copyOf({ dtype, shape, data }: Tensor): Tensor {
  return Tensor.of(dtype, shape, data.slice());
}

/** Picks a part of a stream of calls, evenly: of rate 0.25 every fourth. */
export class Sampler {
  private readonly rate: number;
  private seen = 0;

  constructor(rate: number) {
    this.rate = rate;
  }

  takes(): boolean {
    const before = this.due();
    this.seen++;
    return this.due() > before;
  }

  /** How many should have been taken by now. Counted from the start, so that rounding does not add up. */
  private due(): number {
    return Math.floor(this.seen * this.rate + 1e-9);
  }
}
