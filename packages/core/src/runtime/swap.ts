import type { AnyActivation } from "../activation.js";
import type { Backend, Precision } from "../backend.js";
import { ActfnError } from "../errors/actfn-error.js";
import { ProbeError } from "../errors/probe-error.js";
import { TimeoutError } from "../errors/timeout-error.js";
import { checkContract } from "./contract.js";
import { later } from "./host.js";
import type { InUse } from "./in-use.js";
import { exercise, type Probe, useOf } from "./probe.js";

/** What `use` takes: a backend, the promise of one, or a list in the order in which they are to be asked. */
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

/** Waits for the backends of a list to start. Those that started while another failed are disposed of: nobody else has them. */
export async function started(given: Backends): Promise<readonly Backend[]> {
  const list = (Array.isArray(given) ? given : [given]) as readonly (Backend | Promise<Backend>)[];
  const results = await Promise.allSettled(list);
  const failed = results.find((result) => result.status === "rejected");
  const ready = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  try {
    if (failed !== undefined) throw failed.reason;
    for (const backend of ready) checkContract(backend);
    return ready;
  } catch (error) {
    await discard(given, ready);
    throw error;
  }
}

/** Disposes of the backends that were passed as promises: they were made for this swap, which has failed. */
export async function discard(given: Backends, ready: readonly Backend[]): Promise<void> {
  const list = (Array.isArray(given) ? given : [given]) as readonly unknown[];
  const values = new Set(list);
  const made = ready.filter((backend) => !values.has(backend));
  await Promise.allSettled(made.map(async (backend) => backend?.dispose?.()));
}

/** Warms up and probes backends; throws a `ProbeError` or a `TimeoutError` where one is not fit. */
export async function prove(
  backends: readonly Backend[],
  { probe = true, warmup = true }: UseOptions,
  inUse: InUse,
  precision: Precision,
): Promise<void> {
  const uses = inUse.uses();
  const more = Array.isArray(warmup)
    ? warmup.map((activation: AnyActivation) => useOf(activation, precision))
    : [];
  for (const backend of backends) {
    const compare = probe === true;
    if (compare || warmup !== false) await exercise(backend, [...uses, ...more], compare);
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

/** Rejects with a `TimeoutError` where getting ready takes too long. */
export function inTime<T>(work: Promise<T>, { timeout = START_TIMEOUT }: UseOptions): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const nextStep = "Nothing has changed. Allow more time with use(backend, { timeout }).";
    const tooLong = (): void => reject(new TimeoutError("Making the backend ready", timeout, nextStep));
    const callOff = timeout === Number.POSITIVE_INFINITY ? () => {} : later(timeout, tooLong);
    work.then(resolve, reject).finally(callOff);
  });
}
