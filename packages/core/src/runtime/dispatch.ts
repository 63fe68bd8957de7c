import { checkAnswer, isSupported } from "../backend/answer.js";
import type { Backend, KernelRequest } from "../backend/backend.js";
import { NoBackendError } from "../errors/no-backend-error.js";
import { SyncError } from "../errors/sync-error.js";
import { UnsupportedError } from "../errors/unsupported-error.js";
import type { Tensor } from "../tensor/tensor.js";
import type { BackendList } from "./backend-list.js";
import type { Listeners } from "./events.js";
import { isUnsupported, type MovesOn, reasonOf } from "./fallback.js";
import type { Call, Executor, PolicyParts } from "./policy.js";

/** Why backends were passed over, in the order in which they were asked. */
type Reasons = { backend: string; reason: string }[];

/** Asks the backends of a list in order until one executes the request. */
export class Dispatcher {
  private readonly movesOn: MovesOn;
  private readonly listeners: Listeners;
  private readonly policies: readonly PolicyParts[];

  constructor(movesOn: MovesOn, listeners: Listeners, policies: readonly PolicyParts[]) {
    this.movesOn = movesOn;
    this.listeners = listeners;
    this.policies = policies;
  }

  /**
   * The list counts the call as in flight until the backend has settled, even where its caller no longer waits. A call
   * that has been called off moves on to nobody.
   */
  async run(list: BackendList, request: KernelRequest, call?: Call): Promise<Tensor[]> {
    const { backends, asked } = list;
    list.enter();
    try {
      let passedOver: Reasons | undefined;
      let fault: unknown;
      for (let i = 0; i < backends.length; i++) {
        const backend = backends[i] as Backend;
        const executor = asked[i] as Executor;
        try {
          request.signal?.throwIfAborted();
          const support = executor.supports(request);
          if (!isSupported(backend, request, support)) {
            passedOver = this.passOver(backend, request, passedOver, support.reason);
            continue;
          }
          if (call !== undefined) call.backend = backend;
          const answer = await executor.execute(request);
          checkAnswer(backend, request, answer);
          return answer;
        } catch (error) {
          if (request.signal?.aborted === true || !this.movesOn(error, backend)) throw error;
          if (!isUnsupported(error)) fault = error;
          passedOver = this.passOver(backend, request, passedOver, reasonOf(error), error);
        }
      }
      throw fault ?? this.refusal(backends, request, passedOver);
    } finally {
      list.leave();
    }
  }

  runSync({ backends, asked }: BackendList, request: KernelRequest, call?: Call): Tensor[] {
    let passedOver: Reasons | undefined;
    let fault: unknown;
    for (let i = 0; i < backends.length; i++) {
      const backend = backends[i] as Backend;
      const executor = asked[i] as Executor;
      if (backend.executeSync === undefined && isSupported(backend, request, backend.supports(request))) {
        throw new SyncError(backend.name, request.activation.name, request.pass);
      }
      try {
        const support = executor.supports(request);
        const isAllowed = isSupported(backend, request, support);
        if (!isAllowed || executor.executeSync === undefined) {
          const reason = isAllowed ? "it cannot run synchronously" : support.reason;
          passedOver = this.passOver(backend, request, passedOver, reason);
          continue;
        }
        if (call !== undefined) call.backend = backend;
        const answer = executor.executeSync(request);
        checkAnswer(backend, request, answer, "executeSync");
        return answer;
      } catch (error) {
        if (!this.movesOn(error, backend)) throw error;
        if (!isUnsupported(error)) fault = error;
        passedOver = this.passOver(backend, request, passedOver, reasonOf(error), error);
      }
    }
    throw fault ?? this.refusal(backends, request, passedOver);
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

  /** The error that says why no backend could execute a call. If a backend failed, its error is thrown instead. */
  private refusal(
    backends: readonly Backend[],
    { activation }: KernelRequest,
    passedOver: Reasons | undefined,
  ): Error {
    if (passedOver === undefined) return new NoBackendError();
    for (const policy of this.policies) {
      const error = policy.refusal?.(activation.name, passedOver, backends);
      if (error !== undefined) return error;
    }
    return new UnsupportedError(activation.name, passedOver);
  }
}
