import type { Backend, KernelRequest } from "../backend/backend.js";
import { now } from "../host/host.js";
import { resultOf } from "../request/result.js";
import type { Tensor } from "../tensor/tensor.js";
import type { BackendList } from "./backend-list.js";
import { CallObserver } from "./call-observer.js";
import type { Canary } from "./canary.js";
import type { ConcurrencyLimiter } from "./concurrency-limiter.js";
import { Deadline } from "./deadline.js";
import { type Attempt, type Dispatcher, NO_TICKET } from "./dispatch.js";
import type { Listeners } from "./events.js";
import type { Shadow } from "./shadow.js";
import type { StatsRecorder } from "./stats.js";

/** Where calls go: read anew by each, so that a swap reaches all later ones at once. */
export interface Traffic {
  readonly current: BackendList;
  readonly canary: Canary | undefined;
  /** Told of every call that may wait before it gets to a list, when it is accepted and when it has come to its end. */
  accept(): void;
  settle(): void;
}

/** What stands between a caller and the backends, each only where it was asked for. */
export interface Guards {
  readonly listeners: Listeners;
  readonly dispatcher: Dispatcher;
  readonly limiter: ConcurrencyLimiter | undefined;
  readonly shadow: Shadow | undefined;
  readonly stats: StatsRecorder | undefined;
}

/** Takes a checked request to an answer. A call that needs no guard costs no more than the walk to its backend. */
export class CallPath {
  private readonly guards: Guards;
  private readonly traffic: Traffic;

  constructor(guards: Guards, traffic: Traffic) {
    this.guards = guards;
    this.traffic = traffic;
  }

  /** Answers in the form of x. `timeout` is in milliseconds. */
  run(request: KernelRequest, x: unknown, timeout: number | undefined): Promise<unknown> {
    const isPlain =
      timeout === undefined && request.signal === undefined && this.guards.limiter === undefined;
    return isPlain && this.isUnwatched() ? this.plain(request, x) : this.guarded(request, x, timeout);
  }

  runSync(request: KernelRequest, x: unknown): unknown {
    request.signal?.throwIfAborted();
    if (this.isUnwatched()) {
      return resultOf(request, x, this.guards.dispatcher.runSync(this.traffic.current, request));
    }
    const { listeners, stats } = this.guards;
    const watch = new CallObserver(request, true, listeners, stats);
    try {
      const attempt: Attempt = { backend: undefined, ticket: NO_TICKET };
      const answer = this.answerSync(request, attempt);
      watch.end(attempt.backend as Backend);
      return resultOf(request, x, answer);
    } catch (error) {
      watch.error(error);
      throw error;
    }
  }

  private isUnwatched(): boolean {
    const { shadow, stats, listeners } = this.guards;
    return (
      this.traffic.canary === undefined && shadow === undefined && stats === undefined && !listeners.watched()
    );
  }

  private async plain(request: KernelRequest, x: unknown): Promise<unknown> {
    return resultOf(request, x, await this.guards.dispatcher.run(this.traffic.current, request));
  }

  private async guarded(given: KernelRequest, x: unknown, timeout: number | undefined): Promise<unknown> {
    const { listeners, stats, limiter, dispatcher } = this.guards;
    const { signal } = given;
    const deadline =
      signal === undefined && timeout === undefined
        ? undefined
        : new Deadline(`The call of ${given.activation.name}`, timeout, signal);
    const request = deadline === undefined ? given : { ...given, signal: deadline.signal };
    const watch = this.isUnwatched() ? undefined : new CallObserver(request, false, listeners, stats);
    const attempt: Attempt = { backend: undefined, ticket: NO_TICKET };
    this.traffic.accept();
    try {
      const turn = limiter?.enter(deadline?.signal);
      if (turn !== undefined) await turn;
      try {
        const work = this.answer(request, attempt, timeout);
        const answer = await (deadline === undefined ? work : deadline.race(work));
        watch?.end(attempt.backend as Backend);
        return resultOf(request, x, answer);
      } finally {
        limiter?.leave();
      }
    } catch (error) {
      if (deadline?.signal.aborted === true) dispatcher.abandon(attempt, deadline.timedOut);
      watch?.error(error);
      throw error;
    } finally {
      deadline?.release();
      this.traffic.settle();
    }
  }

  private async answer(
    request: KernelRequest,
    attempt: Attempt,
    timeout: number | undefined,
  ): Promise<Tensor[]> {
    const { canary } = this.traffic;
    const { shadow, dispatcher } = this.guards;
    if (canary?.takes(request, false) === true) {
      // Half of the time is left for the list, should the canary hang.
      const answer = await canary.run(request, timeout === undefined ? undefined : timeout / 2);
      if (answer !== undefined) {
        attempt.backend = canary.list.backends[0];
        return answer;
      }
    }
    const copy = shadow?.sampler.takes() === true ? shadow.comparison.copy(request) : undefined;
    const start = canary === undefined ? 0 : now();
    try {
      const answer = await dispatcher.run(this.traffic.current, request, attempt);
      canary?.observe(now() - start);
      if (copy !== undefined) shadow?.comparison.compare(copy, answer, (attempt.backend as Backend).name);
      return answer;
    } catch (error) {
      if (copy !== undefined) shadow?.comparison.drop();
      throw error;
    }
  }

  private answerSync(request: KernelRequest, attempt: Attempt): Tensor[] {
    const { canary } = this.traffic;
    const { shadow, dispatcher } = this.guards;
    if (canary?.takes(request, true) === true) {
      const answer = canary.runSync(request);
      if (answer !== undefined) {
        attempt.backend = canary.list.backends[0];
        return answer;
      }
    }
    const copy = shadow?.sampler.takes() === true ? shadow.comparison.copy(request) : undefined;
    const start = canary === undefined ? 0 : now();
    try {
      const answer = dispatcher.runSync(this.traffic.current, request, attempt);
      canary?.observe(now() - start);
      if (copy !== undefined) shadow?.comparison.compare(copy, answer, (attempt.backend as Backend).name);
      return answer;
    } catch (error) {
      if (copy !== undefined) shadow?.comparison.drop();
      throw error;
    }
  }
}
