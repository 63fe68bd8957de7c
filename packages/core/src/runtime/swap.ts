import type { Backend, Precision } from "../backend/backend.js";
import { checkContract } from "../backend/contract.js";
import type { AnyActivation } from "../definition/definition.js";
import { ActfnError } from "../errors/actfn-error.js";
import { messageOf } from "../errors/print.js";
import { ProbeError } from "../errors/probe-error.js";
import { Deadline } from "./deadline.js";
import { exercise, type Probe, useOf } from "./probe.js";
import type { UsageLog } from "./usage-log.js";

/**
 * The argument of `use`: a backend, a promise of one, or a list of them in the order in which a call tries them. If the swap
 * fails, the backends that were passed as promises are disposed of, unless they are in use.
 */
export type Backends = Backend | Promise<Backend> | readonly (Backend | Promise<Backend>)[];

/** Options of `use`. */
export interface UseOptions {
  /**
   * Tests each new backend before it gets a call. `true`: compares every activation in use with the reference, for a few
   * numbers. A function: throws if the backend is not usable. Default: `true`.
   */
  readonly probe?: boolean | Probe;
  /** Runs every activation in use once before the swap, so that its kernel is ready. A list adds activations that are not in use yet. Default: `true`. */
  readonly warmup?: boolean | readonly AnyActivation[];
  /** The time limit for starting, warming up and probing, in milliseconds. Default: 120 000. */
  readonly timeout?: number;
  /** Whether `use` waits for the calls in flight on the replaced list. A number is the longest wait in milliseconds. Default: `false`. */
  readonly drain?: boolean | number;
  /** Disposes of the replaced backends when their calls have ended, or after the time of `drain` (30 000 ms if it has none). Default: `false`. */
  readonly dispose?: boolean;
}

/** How long the calls of a backend may delay its disposal, unless `drain` says. */
export const PATIENCE = 30_000;
const START_TIMEOUT = 120_000;

/** Waits for the backends of a list to start. */
export async function started(given: Backends): Promise<readonly Backend[]> {
  const results = await Promise.allSettled(listOf(given));
  const failed = results.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  const ready = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  for (const backend of ready) checkContract(backend);
  return ready;
}

/** Calls `found` with each backend that was passed as a promise, when it has started. These were made for this swap. */
export function eachMade(given: Backends, found: (backend: Backend) => void): void {
  const list = listOf(given);
  for (const promise of list) {
    void Promise.resolve(promise).then(
      (backend) => {
        if (!list.includes(backend) && typeof backend?.dispose === "function") found(backend);
      },
      () => {},
    );
  }
}

function listOf(given: Backends): readonly (Backend | Promise<Backend>)[] {
  return (Array.isArray(given) ? given : [given]) as readonly (Backend | Promise<Backend>)[];
}

/** Warms up and probes backends. Throws a `ProbeError` if one fails. The signal aborts it. */
export async function prove(
  backends: readonly Backend[],
  { probe = true, warmup = true }: UseOptions,
  usageLog: UsageLog,
  precision: Precision,
  signal: AbortSignal,
): Promise<void> {
  const uses = usageLog.uses();
  const more = Array.isArray(warmup)
    ? warmup.map((activation: AnyActivation) => useOf(activation, precision))
    : [];
  for (const backend of backends) {
    const compare = probe === true;
    if (compare || warmup !== false) await exercise(backend, [...uses, ...more], compare, signal);
    signal.throwIfAborted();
    if (typeof probe === "function") await runProbe(backend, probe);
  }
}

async function runProbe(backend: Backend, probe: Probe): Promise<void> {
  try {
    await probe(backend);
  } catch (error) {
    if (ActfnError.isInstance(error)) throw error;
    throw new ProbeError(backend.name, messageOf(error), error);
  }
}

/** The deadline for starting, warming up and probing. */
export function startDeadline({ timeout = START_TIMEOUT }: UseOptions): Deadline {
  const nextStep = "The runtime keeps its backends. Raise the timeout: use(backend, { timeout }).";
  return new Deadline("The start of the backend", timeout, undefined, nextStep);
}
