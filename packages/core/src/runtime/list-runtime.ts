import { isSupported } from "../backend/answer.js";
import type { Backend, KernelRequest, Pass } from "../backend/backend.js";
import { checkContract } from "../backend/contract.js";
import type { AnyActivation } from "../definition/definition.js";
import { InvalidOptionError } from "../errors/invalid-option-error.js";
import { show } from "../errors/print.js";
import { ScopeError } from "../errors/scope-error.js";
import { UnsupportedError } from "../errors/unsupported-error.js";
import { toRequest } from "../request/request.js";
import type { BackendList } from "./backend-list.js";
import { CallPath, type Surroundings } from "./call-path.js";
import type { EventName, Listener } from "./events.js";
import type { Interception, ListInterceptor } from "./policy.js";
import { cachesOf, type HealthReport, healthReport, type RuntimeStats } from "./report.js";
import type { Answerer, Limits, Runtime } from "./runtime.js";
import { checkUseOptions } from "./runtime-options.js";
import { type AsyncStorage, asyncStorage } from "./scope.js";
import type { Backends, UseOptions } from "./swap.js";
import { type SwapContext, SwapController } from "./swap-controller.js";

type Given = Readonly<Record<string, unknown>>;

const nothing: Given = Object.freeze({});

/** What a runtime and the scopes of its `with` have in common. */
export interface Shared extends Surroundings, SwapContext {
  readonly limits: Limits;
  storage: AsyncStorage | undefined;
}

/** See `Runtime`. It makes requests of calls; where they go, and what surrounds them, other files decide. */
export class ListRuntime implements Runtime {
  private readonly shared: Shared;
  private readonly swapController: SwapController;
  private readonly path: CallPath;
  /** Whether calls may belong to a scope; until the first `with` none is asked. */
  private hasScopes = false;
  private isOver = false;

  /** `own` are the lists that end with it: a scope leaves those of policies to the runtime that it is of. */
  constructor(backends: readonly Backend[], shared: Shared, own: readonly BackendList[] = []) {
    this.shared = shared;
    this.swapController = new SwapController(backends, shared, own);
    this.path = new CallPath(shared, this.swapController);
  }

  get backends(): readonly Backend[] {
    return this.here().swapController.current.backends;
  }

  forward(activation: AnyActivation, x: unknown, options: Given = nothing): Promise<unknown> {
    return this.call("forward", activation, x, undefined, options);
  }

  forwardSync(activation: AnyActivation, x: unknown, options: Given = nothing): unknown {
    return this.callSync("forward", activation, x, undefined, options);
  }

  backward(activation: AnyActivation, x: unknown, dy: unknown, options: Given = nothing): Promise<unknown> {
    return this.call("backward", activation, x, dy, options);
  }

  backwardSync(activation: AnyActivation, x: unknown, dy: unknown, options: Given = nothing): unknown {
    return this.callSync("backward", activation, x, dy, options);
  }

  which(
    activation: AnyActivation,
    x: unknown,
    options: Given & { readonly dy?: unknown } = nothing,
  ): Answerer {
    requireObject(activation.definition.name, options);
    const { dy, ...rest } = options;
    const request = this.request(dy === undefined ? "forward" : "backward", activation, x, dy, rest);
    const passedOver: { backend: string; reason: string }[] = [];
    for (const backend of this.backends) {
      const support = backend.supports(request);
      if (isSupported(backend, request, support)) {
        const explanation = backend.explain?.(request);
        const answerer = { backend: backend.name, status: support.status, passedOver };
        return explanation === undefined ? answerer : { ...answerer, explanation };
      }
      passedOver.push({ backend: backend.name, reason: support.reason });
    }
    throw new UnsupportedError(request.activation.name, passedOver);
  }

  async use(backends: Backends, options: UseOptions = {}): Promise<readonly Backend[]> {
    const { swapController } = this.here();
    checkUseOptions(options);
    swapController.requireLive();
    return swapController.use(backends, options);
  }

  with<R>(backends: Backend | readonly Backend[], fn: (scoped: Runtime) => R): R {
    this.swapController.requireLive();
    const list = listOf(backends);
    for (const backend of list) checkContract(backend);
    this.shared.storage ??= asyncStorage();
    const { storage } = this.shared;
    if (storage === undefined && fn.length === 0) throw new ScopeError();
    this.hasScopes = storage !== undefined;
    const scope = new ListRuntime(list, this.shared);
    return untilSettled(
      () => (storage === undefined ? fn(scope) : storage.run(scope, () => fn(scope))),
      () => scope.leave(),
    );
  }

  async intercept(backend: Backend, start: (interception: Interception) => ListInterceptor): Promise<void> {
    checkContract(backend);
    await this.here().swapController.intercept(backend, start);
  }

  on<E extends EventName>(event: E, listener: Listener<E>): () => void {
    return this.shared.listeners.add(event, listener);
  }

  stats(): RuntimeStats {
    const { policies, references } = this.shared;
    const { interceptor, swaps } = this.swapController;
    const own: RuntimeStats = {
      answered: 0,
      failed: {},
      latencies: [],
      running: references.calls,
      waiting: this.queue().waiting,
      swaps,
      caches: cachesOf(this.backends),
    };
    return Object.assign(own, ...policies.map((policy) => policy.stats?.()), interceptor?.stats());
  }

  health(): HealthReport {
    const { policies, references } = this.shared;
    const { pending, disposed, lastError } = this.swapController;
    const { waiting, isFull } = this.queue();
    return healthReport({
      backends: this.backends,
      circuitOf: (backend) => {
        const states = policies.map((policy) => policy.circuitOf?.(backend) ?? "closed");
        return states.find((state) => state !== "closed") ?? "closed";
      },
      disposed,
      full: isFull,
      inFlight: references.calls,
      waiting,
      swapping: pending > 0,
      lastSwapError: lastError,
    });
  }

  async dispose(): Promise<void> {
    await this.swapController.dispose();
  }

  /** The queues of all policies together. */
  private queue(): { waiting: number; isFull: boolean } {
    const queues = this.shared.policies.flatMap((policy) => policy.queue?.() ?? []);
    const waiting = queues.reduce((sum, queue) => sum + queue.waiting, 0);
    return { waiting, isFull: queues.some(({ isFull }) => isFull) };
  }

  /** Ends a scope: calls that still come from it go to the runtime's own list again. */
  private leave(): void {
    this.isOver = true;
    void this.swapController.leave();
  }

  /** The runtime of the scope that the caller is in, or this one. */
  private here(): ListRuntime {
    if (!this.hasScopes) return this;
    const scope = this.shared.storage?.getStore();
    return scope instanceof ListRuntime && scope.shared === this.shared && !scope.isOver ? scope : this;
  }

  private call(
    pass: Pass,
    activation: AnyActivation,
    x: unknown,
    dy: unknown,
    options: Given,
  ): Promise<unknown> {
    try {
      const here = this.here();
      here.swapController.requireLive();
      const request = this.request(pass, activation, x, dy, options);
      return here.path.run(request, x, this.timeout(activation, options));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  private callSync(pass: Pass, activation: AnyActivation, x: unknown, dy: unknown, options: Given): unknown {
    const here = this.here();
    here.swapController.requireLive();
    return here.path.runSync(this.request(pass, activation, x, dy, options), x);
  }

  private request(
    pass: Pass,
    { definition, preset }: AnyActivation,
    x: unknown,
    dy: unknown,
    options: Given,
  ): KernelRequest {
    const { precision, limits, usageLog } = this.shared;
    const given = merge(definition.name, preset, options);
    const request = toRequest({ definition, pass, x, dy, options: given }, precision, limits.bytes);
    usageLog.note(request);
    return request;
  }

  private timeout({ definition, preset }: AnyActivation, options: Given): number | undefined {
    const given = options["timeout"] ?? preset["timeout"];
    if (given === undefined) return this.shared.limits.timeout;
    if (typeof given === "number" && given > 0) return given;
    throw new InvalidOptionError(definition.name, "timeout", given, "a number of milliseconds above 0");
  }
}

/** Returns a list of what may be one backend or a list. */
export function listOf(backends: Backend | readonly Backend[]): readonly Backend[] {
  return (Array.isArray(backends) ? backends : [backends]) as readonly Backend[];
}

function requireObject(activation: string, options: unknown): void {
  if (typeof options === "object" && options !== null) return;
  const allowed = "an object, or left out";
  throw new InvalidOptionError(
    activation,
    "options",
    options,
    allowed,
    `the options are ${show(options)}; they must be ${allowed}.`,
  );
}

function merge(activation: string, preset: Given, options: Given): Given {
  requireObject(activation, options);
  for (const _ in preset) return { ...preset, ...options };
  return options;
}

/** Runs something, and then something else: after the promise has settled where it gives one, otherwise at once. */
function untilSettled<R>(run: () => R, then: () => void): R {
  let result: R;
  try {
    result = run();
  } catch (error) {
    then();
    throw error;
  }
  if (typeof (result as { then?: unknown } | null)?.then !== "function") {
    then();
    return result;
  }
  return Promise.resolve(result).finally(then) as R;
}
