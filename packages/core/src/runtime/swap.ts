import type { Backend, Precision } from "../backend/backend.js";
import { checkContract } from "../backend/contract.js";
import type { AnyActivation } from "../definition/definition.js";
import { ActfnError } from "../errors/actfn-error.js";
import { ProbeError } from "../errors/probe-error.js";
import { Deadline } from "./deadline.js";
import { exercise, type Probe, useOf } from "./probe.js";
import type { UsageLog } from "./usage-log.js";

/**
 * What `use` takes: a backend, the promise of one, or a list in the order in which they are to be asked. One that is passed
 * as a promise is taken to be made for the swap: where that fails, it is disposed of, unless it is in use.
 */
export type Backends = Backend | Promise<Backend> | readonly (Backend | Promise<Backend>)[];

/** How a swap is made. */
export interface UseOptions {
  /**
   * Whether each new backend is tried before it gets a call: by the default probe (every activation in use, on a handful
   * of numbers, against the reference) where absent or `true`, or by a function that throws where the backend is unfit.
   */
  readonly probe?: boolean | Probe;
  /** Runs every activation in use once beforehand, so that its kernel is ready: `true` where absent. A list adds activations that are not in use yet. */
  readonly warmup?: boolean | readonly AnyActivation[];
  /** How many milliseconds starting, warming up and probing may take; 120 000 where absent. */
  readonly timeout?: number;
  /** Waits, before `use` resolves, until the calls in flight on the replaced list have ended: `true` for as long as it takes, or so many milliseconds. */
  readonly drain?: boolean | number;
  /** Disposes of the backends that leave, once their calls have ended; after the time of `drain`, or 30 000 ms, all the same. */
  readonly dispose?: boolean;
}

/** How long a backend that is to be disposed of may go on with its calls, unless `drain` says. */
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

/** Finds, as they start, the backends that were passed as promises: they were made for this swap. */
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

/** Warms up and probes backends; throws a `ProbeError` where one is not fit. The signal ends it. */
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
    throw new ProbeError(backend.name, error instanceof Error ? error.message : String(error), error);
  }
}

/** What getting ready may take; afterwards it rejects with a `TimeoutError`. */
export function startDeadline({ timeout = START_TIMEOUT }: UseOptions): Deadline {
  const nextStep = "Nothing has changed. Allow more time with use(backend, { timeout }).";
  return new Deadline("Making the backend ready", timeout, undefined, nextStep);
}
