import type { Backend, KernelRequest } from "../backend.js";
import { CircuitOpenError } from "../errors/circuit-open-error.js";
import { NoBackendError } from "../errors/no-backend-error.js";
import { SyncError } from "../errors/sync-error.js";
import { UnsupportedError } from "../errors/unsupported-error.js";
import type { Tensor } from "../tensor/tensor.js";
import { checkAnswer } from "./answer.js";
import type { Breakers } from "./breaker.js";
import type { Listeners } from "./events.js";
import { isUnsupported, type MovesOn, reasonOf } from "./fallback.js";
import type { Lineup } from "./lineup.js";

/** What is known of a call on its way: who has it, and whether its caller still waits. */
export interface Attempt {
  backend: Backend | undefined;
  abandoned: boolean;
}

/** Why backends were passed over, in the order in which they were asked. */
export type Reasons = { backend: string; reason: string }[];

/** Asks the backends of a list in order until one answers. */
export class Dispatcher {
  readonly breakers: Breakers | undefined;
  private readonly movesOn: MovesOn;
  private readonly listeners: Listeners;

  constructor(movesOn: MovesOn, breakers: Breakers | undefined, listeners: Listeners) {
    this.movesOn = movesOn;
    this.breakers = breakers;
    this.listeners = listeners;
  }

  /** The list counts the call as in flight until the backend has settled, even where its caller no longer waits. */
  async run(lineup: Lineup, request: KernelRequest, attempt?: Attempt): Promise<Tensor[]> {
    lineup.enter();
    try {
      let passedOver: Reasons | undefined;
      let fault: unknown;
      for (const backend of lineup.backends) {
        try {
          const objection = this.objection(backend, request);
          if (objection !== undefined) {
            passedOver = this.passOver(backend, request, passedOver, objection);
            continue;
          }
          if (attempt !== undefined) attempt.backend = backend;
          const answer = await backend.execute(request);
          checkAnswer(backend, request, answer);
          this.succeeded(backend, attempt);
          return answer;
        } catch (error) {
          this.failed(backend, error, attempt);
          if (attempt?.abandoned === true || !this.movesOn(error, backend)) throw error;
          if (!isUnsupported(error)) fault = error;
          passedOver = this.passOver(backend, request, passedOver, reasonOf(error), error);
        }
      }
      throw fault ?? this.refusal(lineup, request, passedOver);
    } finally {
      lineup.leave();
    }
  }

  runSync(lineup: Lineup, request: KernelRequest, attempt?: Attempt): Tensor[] {
    let passedOver: Reasons | undefined;
    let fault: unknown;
    for (const backend of lineup.backends) {
      if (backend.executeSync === undefined && backend.supports(request).status !== "unsupported") {
        throw new SyncError(backend.name, request.activation.name);
      }
      try {
        const objection = this.objection(backend, request);
        if (objection !== undefined || backend.executeSync === undefined) {
          passedOver = this.passOver(backend, request, passedOver, objection ?? "it cannot answer at once");
          continue;
        }
        if (attempt !== undefined) attempt.backend = backend;
        const answer = backend.executeSync(request);
        checkAnswer(backend, request, answer);
        this.succeeded(backend, attempt);
        return answer;
      } catch (error) {
        this.failed(backend, error, attempt);
        if (!this.movesOn(error, backend)) throw error;
        if (!isUnsupported(error)) fault = error;
        passedOver = this.passOver(backend, request, passedOver, reasonOf(error), error);
      }
    }
    throw fault ?? this.refusal(lineup, request, passedOver);
  }

  /** Gives up on a call that the backend has not answered in time. */
  abandon(attempt: Attempt, timedOut: boolean): void {
    attempt.abandoned = true;
    if (attempt.backend === undefined) return;
    if (timedOut) this.breakers?.failed(attempt.backend);
    else this.breakers?.undecided(attempt.backend);
  }

  private objection(backend: Backend, request: KernelRequest): string | undefined {
    const support = backend.supports(request);
    return support.status === "unsupported" ? support.reason : this.breakers?.objection(backend);
  }

  private succeeded(backend: Backend, attempt: Attempt | undefined): void {
    if (attempt?.abandoned !== true) this.breakers?.succeeded(backend);
  }

  private failed(backend: Backend, error: unknown, attempt: Attempt | undefined): void {
    if (this.breakers === undefined || attempt?.abandoned === true) return;
    if (isUnsupported(error)) this.breakers.undecided(backend);
    else this.breakers.failed(backend);
  }

  private passOver(
    backend: Backend,
    { activation, pass }: KernelRequest,
    passedOver: Reasons | undefined,
    reason: string,
    error?: unknown,
  ): Reasons {
    const event = { activation: activation.name, pass, backend: backend.name, reason };
    this.listeners.tell("fallback", () => (error === undefined ? event : { ...event, error }));
    return [...(passedOver ?? []), { backend: backend.name, reason }];
  }

  /** Tells why nobody could answer. Where a backend failed, its error is thrown instead. */
  private refusal(lineup: Lineup, { activation }: KernelRequest, passedOver: Reasons | undefined): Error {
    if (passedOver === undefined) return new NoBackendError();
    const isOpen = lineup.backends.some(
      (backend) => (this.breakers?.stateOf(backend) ?? "closed") !== "closed",
    );
    return isOpen
      ? new CircuitOpenError(activation.name, passedOver)
      : new UnsupportedError(activation.name, passedOver);
  }
}
