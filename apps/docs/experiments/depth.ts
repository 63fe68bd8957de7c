import { multiply, rootMeanSquare, transpose } from "./matrix.js";
import type { NetworkActivation } from "./network.js";
import { Random } from "./random.js";

/** How a deep network at its start passes things on: by layer, from the first to the last. */
export interface Passage {
  /** The root mean square of each layer's values. */
  readonly signal: number[];
  /** The root mean square of the gradient for each layer's sums, that of the last layer's output being 1. */
  readonly gradient: number[];
}

const width = 48;
const batch = 32;

/**
 * Sends normal numbers through a network with random weights of deviation `gain / √width`, and a normal gradient back.
 * Nothing is trained: this is what the first step of training meets.
 */
export function passage(
  { runtime, activation, options }: NetworkActivation,
  depth: number,
  gain: number,
): Passage {
  const random = new Random(7);
  const normal = (count: number, deviation = 1): Float32Array =>
    Float32Array.from({ length: count }, () => random.normal() * deviation);
  const weights = Array.from({ length: depth }, () => normal(width * width, gain / Math.sqrt(width)));
  const sums: Float32Array[] = [];
  const signal: number[] = [];
  let value = normal(batch * width);
  for (const matrix of weights) {
    const sum = multiply(value, matrix, batch, width, width);
    sums.push(sum);
    value = runtime.forwardSync(activation, sum, options) as Float32Array;
    signal.push(rootMeanSquare(value));
  }
  const gradient: number[] = [];
  let upstream = normal(batch * width);
  for (let l = depth - 1; l >= 0; l--) {
    const answer = runtime.backwardSync(activation, sums[l] as Float32Array, upstream, options);
    const dx = (ArrayBuffer.isView(answer) ? answer : (answer as { x: Float32Array }).x) as Float32Array;
    gradient.unshift(rootMeanSquare(dx));
    upstream = multiply(dx, transpose(weights[l] as Float32Array, width, width), batch, width, width);
  }
  return { signal, gradient };
}
