import { checkAnswer } from "../backend/answer.js";
import type { Backend, KernelRequest } from "../backend/backend.js";
import { TimeoutError } from "../errors/timeout-error.js";
import { later, now } from "../host/host.js";
import { isUnsupported, reasonOf } from "../runtime/fallback.js";
import type { Call, Interception, ListInterceptor, StopCause } from "../runtime/policy.js";
import type { CanaryStats } from "../runtime/report.js";
import type { Runtime } from "../runtime/runtime.js";
import type { Tensor } from "../tensor/tensor.js";
import { Comparison, canRun, Sampler } from "./comparison.js";
import { Histogram } from "./histogram.js";
import { canaryOptions } from "./policy-options.js";

/** Options of {@link startCanary}. */
export interface CanaryOptions {
  /** The canary: the backend that gets a share of the calls and, in the end, replaces the first backend of the list. */
  readonly backend: Backend;
  /** The share of the calls that the canary executes, from 0 to 1, or a list of shares, one after the other. Default: `[0.01, 0.1, 0.5]`. */
  readonly share?: number | readonly number[];
  /** The number of successful calls at each share, before the next share. After the last share the canary is promoted: it becomes the first backend of the list. Default: 100. */
  readonly promoteAfter?: number;
  /** Conditions for a rollback. */
  readonly rollbackOn?: {
    /** The number of failed calls. Callers do not see them, because the list executes their calls instead. Default: 1. */
    readonly failures?: number;
    /** The median time of a call of the canary, divided by that of the list. Default: not compared. */
    readonly slowdown?: number;
    /** The distance of a result from that of the first backend of the list, in ulp. Default: not compared. */
    readonly ulp?: number;
  };
  /** Disposes of the replaced backend after a promotion, or of the canary after a rollback. Default: `false`. */
  readonly dispose?: boolean;
}

/** How a canary ended. */
export interface CanaryOutcome {
  readonly outcome: "promoted" | "rolledBack";
  /** Why it was rolled back. */
  readonly reason?: string;
}

/**
 * Lets a backend take over from the first of the list step by step. The backend runs every activation in use and passes
 * the default probe first. The list runs the calls that the canary fails. Resolves when the canary has been promoted or rolled
 * back, with the reason; a swap meanwhile rolls it back. `runtime.stats().canary` tells how it does.
 *
 * Rejects with a `ConfigError` if an option is not valid, and with a `ProbeError` if the backend fails its probe.
 */
export async function startCanary(runtime: Runtime, options: CanaryOptions): Promise<CanaryOutcome> {
  canaryOptions(options, "", "startCanary");
  return new Promise((resolve, reject) => {
    runtime
      .intercept(options.backend, (interception) => new Canary(options, interception, resolve))
      .catch(reject);
  });
}

const reasons: Readonly<Record<StopCause, string>> = {
  swapped: "a swap replaced the list",
  replaced: "another canary replaced it",
  disposed: "the runtime was disposed of",
};

/** A canary at work. */
class Canary implements ListInterceptor {
  private readonly shares: readonly number[];
  private readonly options: CanaryOptions;
  private readonly interception: Interception;
  private readonly ended: (outcome: CanaryOutcome) => void;
  private readonly comparison: Comparison | undefined;
  private readonly own = new Histogram();
  private readonly others = new Histogram();
  private sampler: Sampler;
  private step = 0;
  private answered = 0;
  private failures = 0;
  private isOver = false;

  constructor(options: CanaryOptions, interception: Interception, ended: (outcome: CanaryOutcome) => void) {
    const { share = [0.01, 0.1, 0.5], rollbackOn } = options;
    this.options = options;
    this.interception = interception;
    this.ended = ended;
    this.shares = typeof share === "number" ? [share] : share;
    this.sampler = new Sampler(this.shares[0] as number);
    const allowed = rollbackOn?.ulp;
    if (allowed !== undefined) {
      this.comparison = new Comparison(interception.list, allowed, (mismatch) => {
        interception.tell("mismatch", () => mismatch);
        this.rollBack(
          mismatch.error === undefined
            ? `${mismatch.activation} was ${mismatch.ulp} ulp from ${mismatch.against}, ${allowed} are allowed`
            : `${mismatch.activation} could not be compared: ${reasonOf(mismatch.error)}`,
        );
      });
    }
    this.tell("started");
  }

  stats(): { readonly canary: CanaryStats } {
    const { answered, failures, share } = this;
    const facts = { backend: this.options.backend.name, share, answered, failures };
    const { comparison } = this;
    return { canary: comparison === undefined ? facts : { ...facts, comparison: comparison.stats } };
  }

  async run(call: Call, next: (call: Call) => Promise<Tensor[]>): Promise<Tensor[]> {
    if (this.takes(call.request, false)) {
      // Half of the time is left for the list, should the canary hang.
      const patience = call.timeout === undefined ? undefined : call.timeout / 2;
      const results = await this.execute(call.request, patience);
      if (results !== undefined) {
        call.backend = this.options.backend;
        return results;
      }
    }
    const start = now();
    const results = await next(call);
    this.others.add(now() - start);
    return results;
  }

  runSync(call: Call, next: (call: Call) => Tensor[]): Tensor[] {
    if (this.takes(call.request, true)) {
      const results = this.executeSync(call.request);
      if (results !== undefined) {
        call.backend = this.options.backend;
        return results;
      }
    }
    const start = now();
    const results = next(call);
    this.others.add(now() - start);
    return results;
  }

  stop(cause: StopCause): void {
    this.rollBack(reasons[cause]);
  }

  /** Whether it executes this call. */
  private takes(request: KernelRequest, sync: boolean): boolean {
    const { backend } = this.options;
    if (this.isOver || (sync && backend.executeSync === undefined) || !this.sampler.takes()) return false;
    return canRun(backend, request);
  }

  /** Returns undefined where it fails and the list is to be asked. It has `patience` milliseconds. */
  private async execute(request: KernelRequest, patience: number | undefined): Promise<Tensor[] | undefined> {
    const { backend } = this.options;
    const copy = this.comparison?.copy(request);
    const start = now();
    const apart = withoutOutputs(request);
    this.interception.own.enter();
    const work = Promise.resolve()
      .then(() => backend.execute(apart))
      .finally(() => this.interception.own.leave());
    try {
      const answer = await (patience === undefined ? work : within(work, patience));
      // Nobody waits any more: what was to be filled belongs to the caller again.
      request.signal?.throwIfAborted();
      return this.accept(request, answer, copy, now() - start);
    } catch (error) {
      if (copy !== undefined) this.comparison?.drop();
      if (request.signal?.aborted === true) throw error;
      this.fail(request, error);
      return undefined;
    }
  }

  private executeSync(request: KernelRequest): Tensor[] | undefined {
    const copy = this.comparison?.copy(request);
    const start = now();
    try {
      const answer = this.options.backend.executeSync?.(withoutOutputs(request)) as Tensor[];
      return this.accept(request, answer, copy, now() - start);
    } catch (error) {
      if (copy !== undefined) this.comparison?.drop();
      this.fail(request, error);
      return undefined;
    }
  }

  /** Ends it, unless it has ended. */
  private rollBack(reason: string): void {
    this.end({ outcome: "rolledBack", reason }, reason);
  }

  private get share(): number {
    return this.isOver ? 0 : (this.shares[this.step] as number);
  }

  private accept(
    request: KernelRequest,
    answer: Tensor[],
    copy: ReturnType<Comparison["copy"]>,
    ms: number,
  ): Tensor[] {
    const { backend } = this.options;
    checkAnswer(backend, withoutOutputs(request), answer);
    if (copy !== undefined) this.comparison?.compare(copy, answer, backend.name);
    this.own.add(ms);
    this.answered++;
    const results = answer.map((tensor, i) => {
      const out = request.outputs[i];
      out?.data.set(tensor.data as never);
      return out ?? tensor;
    });
    if (!this.isOver && this.answered >= (this.options.promoteAfter ?? 100)) this.advance();
    return results;
  }

  private fail({ activation, pass }: KernelRequest, error: unknown): void {
    const { name } = this.options.backend;
    const reason = reasonOf(error);
    this.interception.tell("fallback", () => ({
      activation: activation.name,
      pass,
      backend: name,
      reason,
      error,
    }));
    if (isUnsupported(error)) return;
    this.failures++;
    if (this.failures >= (this.options.rollbackOn?.failures ?? 1)) this.rollBack(`it failed: ${reason}`);
  }

  private advance(): void {
    const slowdown = this.options.rollbackOn?.slowdown;
    const own = this.own.quantile(0.5);
    const others = this.others.quantile(0.5);
    if (slowdown !== undefined && others > 0 && own > slowdown * others) {
      this.rollBack(
        `its median call took ${own.toPrecision(3)} ms, that of the list ${others.toPrecision(3)} ms`,
      );
      return;
    }
    this.step++;
    this.answered = 0;
    if (this.step === this.shares.length) this.end({ outcome: "promoted" });
    else {
      this.sampler = new Sampler(this.share);
      this.tell("step");
    }
  }

  private end(outcome: CanaryOutcome, reason?: string): void {
    if (this.isOver) return;
    this.isOver = true;
    this.tell(outcome.outcome, reason);
    this.interception.end({
      promote: outcome.outcome === "promoted",
      dispose: this.options.dispose ?? false,
    });
    this.ended(outcome);
  }

  private tell(state: "started" | "step" | CanaryOutcome["outcome"], reason?: string): void {
    const { share } = this;
    const backend = this.options.backend.name;
    const event = { backend, state, share: state === "promoted" ? 1 : share };
    this.interception.tell("canary", () => (reason === undefined ? event : { ...event, reason }));
  }
}

/** A canary computes apart, so that the list can still be asked when it fails half-way or too late. */
function withoutOutputs(request: KernelRequest): KernelRequest {
  return { ...request, outputs: request.outputs.map(() => undefined) };
}

function within<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const callOff = later(ms, () =>
      reject(new TimeoutError("A call of the canary", ms, "The backend list executes this call.")),
    );
    work.then(resolve, reject).finally(callOff);
  });
}
