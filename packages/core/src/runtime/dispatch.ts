import { checkAnswer } from "../backend/answer.js";
import type { Backend, KernelRequest } from "../backend/backend.js";
import { CircuitOpenError } from "../errors/circuit-open-error.js";
import { NoBackendError } from "../errors/no-backend-error.js";
import { SyncError } from "../errors/sync-error.js";
import { UnsupportedError } from "../errors/unsupported-error.js";
import type { Tensor } from "../tensor/tensor.js";
import type { BackendList } from "./backend-list.js";
import type { Breakers } from "./breaker.js";
import type { Listeners } from "./events.js";
import { isUnsupported, type MovesOn, reasonOf } from "./fallback.js";

/** What is known of a call on its way: who has it, and the ticket that its circuit breaker let it through with. */
export interface Attempt {
  backend: Backend | undefined;
  ticket: number;
}

/** The ticket of a call that no circuit breaker has let through: nothing that it tells counts. */
export const NO_TICKET = 0;

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

  /**
   * The list counts the call as in flight until the backend has settled, even where its caller no longer waits. A call
   * that has been called off moves on to nobody, and what becomes of it tells the circuit breaker nothing: see `abandon`.
   */
  async run(list: BackendList, request: KernelRequest, attempt?: Attempt): Promise<Tensor[]> {
    list.enter();
    try {
      let passedOver: Reasons | undefined;
      let fault: unknown;
      for (const backend of list.backends) {
        let ticket = NO_TICKET;
        try {
          request.signal?.throwIfAborted();
          const objection = this.objection(backend, request);
          if (objection !== undefined) {
            passedOver = this.passOver(backend, request, passedOver, objection);
            continue;
          }
          ticket = this.take(backend, attempt);
          const answer = await backend.execute(request);
          checkAnswer(backend, request, answer);
          if (request.signal?.aborted !== true) this.breakers?.succeeded(backend, ticket);
          return answer;
        } catch (error) {
          if (request.signal?.aborted === true) throw error;
          this.failed(backend, error, ticket);
          if (!this.movesOn(error, backend)) throw error;
          if (!isUnsupported(error)) fault = error;
          passedOver = this.passOver(backend, request, passedOver, reasonOf(error), error);
        }
      }
      throw fault ?? this.refusal(list, request, passedOver);
    } finally {
      list.leave();
    }
  }

  runSync(list: BackendList, request: KernelRequest, attempt?: Attempt): Tensor[] {
    let passedOver: Reasons | undefined;
    let fault: unknown;
    for (const backend of list.backends) {
      if (backend.executeSync === undefined && backend.supports(request).status !== "unsupported") {
        throw new SyncError(backend.name, request.activation.name);
      }
      let ticket = NO_TICKET;
      try {
        const objection = this.objection(backend, request);
        if (objection !== undefined || backend.executeSync === undefined) {
          passedOver = this.passOver(backend, request, passedOver, objection ?? "it cannot answer at once");
          continue;
        }
        ticket = this.take(backend, attempt);
        const answer = backend.executeSync(request);
        checkAnswer(backend, request, answer);
        this.breakers?.succeeded(backend, ticket);
        return answer;
      } catch (error) {
        this.failed(backend, error, ticket);
        if (!this.movesOn(error, backend)) throw error;
        if (!isUnsupported(error)) fault = error;
        passedOver = this.passOver(backend, request, passedOver, reasonOf(error), error);
      }
    }
    throw fault ?? this.refusal(list, request, passedOver);
  }

  /** Gives up on a call whose signal has fired. Time that is up counts against the backend that has it; an abort against nobody. */
  abandon({ backend, ticket }: Attempt, timedOut: boolean): void {
    if (backend === undefined) return;
    if (timedOut) this.breakers?.failed(backend, ticket);
    else this.breakers?.undecided(backend, ticket);
  }

  private objection(backend: Backend, request: KernelRequest): string | undefined {
    const support = backend.supports(request);
    return support.status === "unsupported" ? support.reason : this.breakers?.objection(backend);
  }

  /** Notes who has a call, and gives the ticket that it goes with. */
  private take(backend: Backend, attempt: Attempt | undefined): number {
    const ticket = this.breakers?.ticket(backend) ?? NO_TICKET;
    if (attempt !== undefined) {
      attempt.backend = backend;
      attempt.ticket = ticket;
    }
    return ticket;
  }

  private failed(backend: Backend, error: unknown, ticket: number): void {
    if (isUnsupported(error)) this.breakers?.undecided(backend, ticket);
    else this.breakers?.failed(backend, ticket);
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
  private refusal(list: BackendList, { activation }: KernelRequest, passedOver: Reasons | undefined): Error {
    if (passedOver === undefined) return new NoBackendError();
    const isOpen = list.backends.some(
      (backend) => (this.breakers?.stateOf(backend) ?? "closed") !== "closed",
    );
    return isOpen
      ? new CircuitOpenError(activation.name, passedOver)
      : new UnsupportedError(activation.name, passedOver);
  }
}
