import { frontEnd } from "../display/front-end.js";
import type { Digits } from "./digits.js";
import { imagesOf, type Network, type Trace } from "./network.js";

/** How a network is trained. */
export interface TrainOptions {
  readonly epochs?: number;
  /** Digits in a batch, 128 by default; all of them where there are fewer. */
  readonly batch?: number;
  readonly rate?: number;
  /** Hears of every step. */
  readonly onStep?: (step: {
    readonly index: number;
    readonly loss: number;
    readonly trace: Trace;
  }) => void | Promise<void>;
  /** Ends the training; that of the running cell by default. */
  readonly signal?: AbortSignal;
}

/** The number of steps that a training takes. */
export function stepsOf(digits: Digits, { epochs = 1, batch = 128 }: TrainOptions = {}): number {
  return epochs * batchesOf(digits, batch);
}

function batchesOf({ count }: Digits, batch: number): number {
  return Math.floor(count / Math.min(batch, Math.max(1, count)));
}

/** Trains a network on digits, batch after batch in their order, and resolves to the loss of every step. */
export async function trainNetwork(
  network: Network,
  digits: Digits,
  options: TrainOptions = {},
): Promise<number[]> {
  const { batch = 128, rate = 0.5, onStep, signal = frontEnd().signal } = options;
  const perEpoch = batchesOf(digits, batch);
  const losses: number[] = [];
  for (let index = 0; index < stepsOf(digits, options); index++) {
    signal.throwIfAborted();
    const at = (index % perEpoch) * batch;
    const part = digits.slice(at, at + batch);
    const { loss, trace } = await network.step(imagesOf(part), part.labels, rate);
    losses.push(loss);
    await onStep?.({ index, loss, trace });
    // A turn for the event loop, so that interrupts and other requests get through.
    if (index % 8 === 7) await new Promise((resolve) => setImmediate(resolve));
  }
  return losses;
}

/** A curve without its jitter: each point the mean of those before it. */
export function smooth(values: readonly number[], window = 16): number[] {
  let sum = 0;
  return values.map((value, i) => {
    sum += value - (i >= window ? values[i - window]! : 0);
    return sum / Math.min(i + 1, window);
  });
}
