import { checkAnswer } from "../backend/answer.js";
import type { Backend, KernelRequest } from "../backend/backend.js";
import { TimeoutError } from "../errors/timeout-error.js";
import { later, now } from "../host/host.js";
import type { Tensor } from "../tensor/tensor.js";
import type { BackendList } from "./backend-list.js";
import { Comparison, type ComparisonStats, canRun, Sampler } from "./comparison.js";
import type { Listeners } from "./events.js";
import { isUnsupported, reasonOf } from "./fallback.js";
import { Histogram } from "./histogram.js";

/** A backend that is to replace the first of the list, step by step, and that is taken back by itself where it disappoints. */
export interface CanaryOptions {
  readonly backend: Backend;
  /** The part of the calls that it answers, from 0 to 1, or several that it goes through; `[0.01, 0.1, 0.5]` where absent. */
  readonly share?: number | readonly number[];
  /** After how many calls answered at a share it goes on to the next, and after the last is promoted: it becomes the first of the list. 100 where absent. */
  readonly promoteAfter?: number;
  /** What it is rolled back for. */
  readonly rollbackOn?: {
    /** After so many failures; 1 where absent. The callers do not see them: their calls are answered by the list. */
    readonly failures?: number;
    /** Where its median call takes so many times as long as the median call on the list. Not looked at where absent. */
    readonly slowdown?: number;
    /** Where an answer is further from that of the first backend of the list, in units in the last place. Not looked at where absent. */
    readonly ulp?: number;
  };
  /** Disposes of whichever loses: of the one it replaces, or of the canary where it is rolled back. */
  readonly dispose?: boolean;
}

/** How a canary ended. */
export interface CanaryOutcome {
  readonly outcome: "promoted" | "rolledBack";
  /** Why it was rolled back. */
  readonly reason?: string;
}

/** How a canary does. */
export interface CanaryStats {
  readonly backend: string;
  readonly share: number;
  /** Calls it has answered at this share. */
  readonly answered: number;
  readonly failures: number;
  readonly comparison?: ComparisonStats;
}

/** What a canary does to its runtime at its end. */
type Decide = (outcome: CanaryOutcome) => void;

/** A canary at work. */
export class Canary {
  readonly list: BackendList;
  private readonly shares: readonly number[];
  private readonly options: CanaryOptions;
  private readonly listeners: Listeners;
  private readonly decide: Decide;
  private readonly comparison: Comparison | undefined;
  private readonly own = new Histogram();
  private readonly others = new Histogram();
  private sampler: Sampler;
  private step = 0;
  private answered = 0;
  private failures = 0;
  private ended = false;

  /** `list` holds the canary alone, `stable` is the list that it is compared with. */
  constructor(
    options: CanaryOptions,
    list: BackendList,
    stable: BackendList,
    listeners: Listeners,
    decide: Decide,
  ) {
    const { share = [0.01, 0.1, 0.5], rollbackOn } = options;
    this.options = options;
    this.shares = typeof share === "number" ? [share] : share;
    this.sampler = new Sampler(this.shares[0] as number);
    this.list = list;
    this.listeners = listeners;
    this.decide = decide;
    const allowed = rollbackOn?.ulp;
    if (allowed !== undefined) {
      this.comparison = new Comparison(stable, allowed, (mismatch) => {
        listeners.tell("mismatch", () => mismatch);
        this.rollBack(
          mismatch.error === undefined
            ? `${mismatch.activation} was ${mismatch.ulp} ulp from ${mismatch.against}, ${allowed} are allowed`
            : `${mismatch.activation} could not be compared: ${reasonOf(mismatch.error)}`,
        );
      });
    }
    this.tell("started");
  }

  get stats(): CanaryStats {
    const { answered, failures, share } = this;
    const facts = { backend: this.options.backend.name, share, answered, failures };
    return this.comparison === undefined ? facts : { ...facts, comparison: this.comparison.stats };
  }

  /** Whether it answers this call. */
  takes(request: KernelRequest, sync: boolean): boolean {
    const { backend } = this.options;
    if (this.ended || (sync && backend.executeSync === undefined) || !this.sampler.takes()) return false;
    return canRun(backend, request);
  }

  /** Tells how long a call took on the list. */
  observe(ms: number): void {
    this.others.add(ms);
  }

  /** Answers a call, or undefined where it fails and the list is to be asked. It has `patience` milliseconds. */
  async run(request: KernelRequest, patience: number | undefined): Promise<Tensor[] | undefined> {
    const { backend } = this.options;
    const copy = this.comparison?.copy(request);
    const start = now();
    const apart = withoutOutputs(request);
    this.list.enter();
    const work = Promise.resolve()
      .then(() => backend.execute(apart))
      .finally(() => this.list.leave());
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

  runSync(request: KernelRequest): Tensor[] | undefined {
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
  rollBack(reason: string): void {
    this.end({ outcome: "rolledBack", reason }, reason);
  }

  private get share(): number {
    return this.ended ? 0 : (this.shares[this.step] as number);
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
    if (!this.ended && this.answered >= (this.options.promoteAfter ?? 100)) this.advance();
    return results;
  }

  private fail({ activation, pass }: KernelRequest, error: unknown): void {
    const { name } = this.options.backend;
    const reason = reasonOf(error);
    this.listeners.tell("fallback", () => ({
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
    if (this.ended) return;
    this.ended = true;
    this.tell(outcome.outcome, reason);
    this.decide(outcome);
  }

  private tell(state: "started" | "step" | CanaryOutcome["outcome"], reason?: string): void {
    const { share } = this;
    const backend = this.options.backend.name;
    const event = { backend, state, share: state === "promoted" ? 1 : share };
    this.listeners.tell("canary", () => (reason === undefined ? event : { ...event, reason }));
  }
}

/** A canary computes apart, so that the list can still be asked when it fails half-way or too late. */
function withoutOutputs(request: KernelRequest): KernelRequest {
  return { ...request, outputs: request.outputs.map(() => undefined) };
}

function within<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const callOff = later(ms, () => reject(new TimeoutError("A canary's call", ms, "The list answers it.")));
    work.then(resolve, reject).finally(callOff);
  });
}
