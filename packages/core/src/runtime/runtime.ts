import type { AnyActivation } from "../activation.js";
import type { Backend, KernelRequest, Precision, Support } from "../backend.js";
import { BackendDisposedError } from "../errors/backend-disposed-error.js";
import { NoBackendError } from "../errors/no-backend-error.js";
import { SyncError } from "../errors/sync-error.js";
import { UnsupportedError } from "../errors/unsupported-error.js";
import { toRequest } from "../request.js";
import type { Tensor } from "../tensor/tensor.js";
import { checkAnswer } from "./answer.js";
import { checkContract } from "./contract.js";
import { type Listener, Listeners, type RuntimeEvents } from "./events.js";
import { resultOf } from "./result.js";

type Given = Readonly<Record<string, unknown>>;

/** How a runtime is made. */
export interface RuntimeOptions {
  /** The backends to ask, in order: the first that supports a request answers it. */
  readonly backends: readonly Backend[];
  /** The precision of calls that do not say; `"fast"` where absent. */
  readonly precision?: Precision;
}

/** Who would answer a call, and who would not and why. */
export interface Answerer {
  readonly backend: string;
  readonly status: Support["status"];
  readonly passedOver: readonly { readonly backend: string; readonly reason: string }[];
}

/**
 * Runs activations on an ordered list of backends, which can be swapped while calls are in flight.
 *
 * Only a backend's typed "unsupported" moves a call on to the next backend; every other error propagates. A call
 * finishes on the backend it began on, whatever is swapped meanwhile. Who answers can be seen at any time: `which`
 * tells beforehand, the events `answer` and `fallback` tell as it happens.
 */
export interface Runtime {
  /** The backends in the order in which they are asked. */
  readonly backends: readonly Backend[];
  /** Evaluates an activation. `options` are the activation's and the call's (`out`, `precision`, `signal`). */
  forward(activation: AnyActivation, x: unknown, options?: Given): Promise<unknown>;
  /** The same without waiting; throws a `SyncError` where the backend cannot. */
  forwardSync(activation: AnyActivation, x: unknown, options?: Given): unknown;
  /** The gradient given dy; see `Activation.backward`. */
  backward(activation: AnyActivation, x: unknown, dy: unknown, options?: Given): Promise<unknown>;
  /** The same without waiting; throws a `SyncError` where the backend cannot. */
  backwardSync(activation: AnyActivation, x: unknown, dy: unknown, options?: Given): unknown;
  /** Who would answer such a call, without running it. */
  which(activation: AnyActivation, x: unknown, options?: Given & { readonly dy?: unknown }): Answerer;
  /** Replaces the list of backends, at once and for all later calls. The old ones stay usable and are not disposed of. */
  use(...backends: readonly Backend[]): void;
  /** Listens to what happens; returns a function that stops listening. */
  on<E extends keyof RuntimeEvents>(event: E, listener: Listener<E>): () => void;
  /** Disposes of the backends in use; later calls throw a `BackendDisposedError`. */
  dispose(): Promise<void>;
}

/** Makes a runtime of its own, independent of the process's default one: for servers and libraries. */
export function createRuntime(options: RuntimeOptions): Runtime {
  return new ListRuntime(options);
}

class ListRuntime implements Runtime {
  backends: readonly Backend[];
  private readonly precision: Precision;
  private readonly listeners = new Listeners();
  private disposed = false;

  constructor({ backends, precision = "fast" }: RuntimeOptions) {
    for (const backend of backends) checkContract(backend);
    this.backends = Object.freeze([...backends]);
    this.precision = precision;
  }

  async forward(activation: AnyActivation, x: unknown, options: Given = {}): Promise<unknown> {
    return this.run(this.forwardRequest(activation, x, options), x);
  }

  forwardSync(activation: AnyActivation, x: unknown, options: Given = {}): unknown {
    return this.runSync(this.forwardRequest(activation, x, options), x);
  }

  async backward(activation: AnyActivation, x: unknown, dy: unknown, options: Given = {}): Promise<unknown> {
    return this.run(this.backwardRequest(activation, x, dy, options), x);
  }

  backwardSync(activation: AnyActivation, x: unknown, dy: unknown, options: Given = {}): unknown {
    return this.runSync(this.backwardRequest(activation, x, dy, options), x);
  }

  which(activation: AnyActivation, x: unknown, options: Given & { readonly dy?: unknown } = {}): Answerer {
    const { dy, ...rest } = options;
    const request =
      dy === undefined
        ? this.forwardRequest(activation, x, rest)
        : this.backwardRequest(activation, x, dy, rest);
    const passedOver: { backend: string; reason: string }[] = [];
    for (const backend of this.backends) {
      const support = backend.supports(request);
      if (support.status !== "unsupported")
        return { backend: backend.name, status: support.status, passedOver };
      passedOver.push({ backend: backend.name, reason: support.reason });
    }
    throw new UnsupportedError(request.activation.name, passedOver);
  }

  use(...backends: readonly Backend[]): void {
    this.requireLive();
    for (const backend of backends) checkContract(backend);
    const from = this.backends;
    this.backends = Object.freeze([...backends]);
    this.listeners.tell("swap", () => ({ from, to: this.backends }));
  }

  on<E extends keyof RuntimeEvents>(event: E, listener: Listener<E>): () => void {
    return this.listeners.add(event, listener);
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    await Promise.all(this.backends.map((backend) => backend.dispose()));
  }

  private forwardRequest({ definition, preset }: AnyActivation, x: unknown, options: Given): KernelRequest {
    this.requireLive();
    return toRequest({ definition, pass: "forward", x, options: merge(preset, options) }, this.precision);
  }

  private backwardRequest(
    { definition, preset }: AnyActivation,
    x: unknown,
    dy: unknown,
    options: Given,
  ): KernelRequest {
    this.requireLive();
    return toRequest(
      { definition, pass: "backward", x, dy, options: merge(preset, options) },
      this.precision,
    );
  }

  private requireLive(): void {
    if (this.disposed) throw new BackendDisposedError("runtime");
  }

  private async run(request: KernelRequest, x: unknown): Promise<unknown> {
    const { signal } = request;
    signal?.throwIfAborted();
    const answer = this.answer(request);
    return resultOf(request, x, await (signal === undefined ? answer : abortable(answer, signal)));
  }

  private async answer(request: KernelRequest): Promise<Tensor[]> {
    const passedOver: Reasons = [];
    for (const backend of this.backends) {
      if (!this.accepts(backend, request, passedOver)) continue;
      try {
        const answer = await backend.execute(request);
        return this.accepted(backend, request, answer);
      } catch (error) {
        this.moveOn(backend, request, error, passedOver);
      }
    }
    throw refusal(request, passedOver);
  }

  private runSync(request: KernelRequest, x: unknown): unknown {
    request.signal?.throwIfAborted();
    const passedOver: Reasons = [];
    for (const backend of this.backends) {
      if (!this.accepts(backend, request, passedOver)) continue;
      if (backend.executeSync === undefined) throw new SyncError(backend.name, request.activation.name);
      try {
        return resultOf(request, x, this.accepted(backend, request, backend.executeSync(request)));
      } catch (error) {
        this.moveOn(backend, request, error, passedOver);
      }
    }
    throw refusal(request, passedOver);
  }

  private accepts(backend: Backend, request: KernelRequest, passedOver: Reasons): boolean {
    const support = backend.supports(request);
    if (support.status !== "unsupported") return true;
    this.passOver(backend, request, support.reason, passedOver);
    return false;
  }

  private accepted(backend: Backend, request: KernelRequest, answer: Tensor[]): Tensor[] {
    checkAnswer(backend, request, answer);
    const { activation, pass } = request;
    this.listeners.tell("answer", () => ({ activation: activation.name, pass, backend: backend.name }));
    return answer;
  }

  /** Goes on to the next backend after a typed "unsupported"; every other error is the caller's. */
  private moveOn(backend: Backend, request: KernelRequest, error: unknown, passedOver: Reasons): void {
    if (!UnsupportedError.isInstance(error)) throw error;
    this.passOver(backend, request, error.reasons.map(({ reason }) => reason).join("; "), passedOver);
  }

  private passOver(
    backend: Backend,
    { activation, pass }: KernelRequest,
    reason: string,
    passedOver: Reasons,
  ): void {
    passedOver.push({ backend: backend.name, reason });
    this.listeners.tell("fallback", () => ({
      activation: activation.name,
      pass,
      backend: backend.name,
      reason,
    }));
  }
}

type Reasons = { backend: string; reason: string }[];

function merge(preset: Given, options: Given): Given {
  for (const _ in preset) return { ...preset, ...options };
  return options;
}

function refusal(request: KernelRequest, passedOver: Reasons): Error {
  return passedOver.length === 0
    ? new NoBackendError()
    : new UnsupportedError(request.activation.name, passedOver);
}

/** Settles with the work, or rejects with the signal's reason if that fires first. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
