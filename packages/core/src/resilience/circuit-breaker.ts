import { checkAnswer, isSupported } from "../backend/answer.js";
import type { Backend, KernelRequest, Support } from "../backend/backend.js";
import { CircuitOpenError } from "../errors/circuit-open-error.js";
import { TimeoutError } from "../errors/timeout-error.js";
import { isUnsupported } from "../runtime/fallback.js";
import type { Executor, Policy } from "../runtime/policy.js";
import type { CircuitState } from "../runtime/report.js";
import type { Tensor } from "../tensor/tensor.js";
import { Circuit } from "./circuit.js";
import { breakerOptions } from "./policy-options.js";

/** When a backend that fails is left alone, and for how long. */
export interface CircuitBreakerOptions {
  /** After so many failures in a row the circuit opens: the runtime passes the backend over. Default: 5. */
  readonly failures?: number;
  /** After so many milliseconds one call tries the backend (half-open): its success closes the circuit, its failure opens it again. Default: 30 000. */
  readonly cooldown?: number;
}

/**
 * Leaves each backend that fails several times in a row alone for a while. Time-outs count as failures; aborts and
 * unsupported requests do not count. If a circuit keeps the last backend from a call, the call throws a `CircuitOpenError`.
 * Throws a `ConfigError` if an option is not valid.
 */
export function circuitBreaker(options: CircuitBreakerOptions = {}): Policy {
  breakerOptions(options, "", "circuitBreaker");
  const { failures = 5, cooldown = 30_000 } = options;
  return ({ tell }) => {
    const circuits = new WeakMap<Backend, Circuit>();
    const circuitOf = (backend: Backend): Circuit => {
      const known = circuits.get(backend);
      if (known !== undefined) return known;
      const circuit = new Circuit(failures, cooldown, (state) =>
        tell("circuit", () => ({ backend: backend.name, state })),
      );
      circuits.set(backend, circuit);
      return circuit;
    };
    const stateOf = (backend: Backend): CircuitState => circuits.get(backend)?.state ?? "closed";
    return {
      aroundBackend: (asked, backend) => new GuardedBackend(asked, backend, circuitOf(backend)),
      circuitOf: stateOf,
      refusal: (activation, reasons, backends) =>
        backends.some((backend) => stateOf(backend) !== "closed")
          ? new CircuitOpenError(activation, reasons)
          : undefined,
    };
  };
}

/** Asks a backend only while its circuit lets calls through, and tells the circuit how they went. */
class GuardedBackend implements Executor {
  readonly executeSync?: (request: KernelRequest) => Tensor[];
  private readonly asked: Executor;
  private readonly backend: Backend;
  private readonly circuit: Circuit;

  constructor(asked: Executor, backend: Backend, circuit: Circuit) {
    this.asked = asked;
    this.backend = backend;
    this.circuit = circuit;
    if (asked.executeSync !== undefined) this.executeSync = (request) => this.runSync(request);
  }

  supports(request: KernelRequest): Support {
    const support = this.asked.supports(request);
    if (!isSupported(this.backend, request, support)) return support;
    const reason = this.circuit.objection();
    return reason === undefined ? support : { status: "unsupported", reason };
  }

  async execute(request: KernelRequest): Promise<Tensor[]> {
    const { asked, backend, circuit } = this;
    const { signal } = request;
    const ticket = circuit.enter();
    // What becomes of a call that nobody waits for any more tells nothing: only its time-out does, at once.
    const abandoned = (): void => {
      if (TimeoutError.isInstance(signal?.reason)) circuit.failed(ticket);
      else circuit.undecided(ticket);
    };
    signal?.addEventListener("abort", abandoned, { once: true });
    try {
      const results = await asked.execute(request);
      checkAnswer(backend, request, results);
      if (signal?.aborted !== true) circuit.succeeded(ticket);
      return results;
    } catch (error) {
      if (signal?.aborted !== true) threw(circuit, error, ticket);
      throw error;
    } finally {
      signal?.removeEventListener("abort", abandoned);
    }
  }

  private runSync(request: KernelRequest): Tensor[] {
    const { asked, backend, circuit } = this;
    const ticket = circuit.enter();
    try {
      const results = asked.executeSync?.(request) as Tensor[];
      checkAnswer(backend, request, results, "executeSync");
      circuit.succeeded(ticket);
      return results;
    } catch (error) {
      threw(circuit, error, ticket);
      throw error;
    }
  }
}

function threw(circuit: Circuit, error: unknown, ticket: number): void {
  if (isUnsupported(error)) circuit.undecided(ticket);
  else circuit.failed(ticket);
}
