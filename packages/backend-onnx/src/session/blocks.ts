import { allocate, type DType, type TensorData } from "@actfn/core";
import type { Feed, Feeds } from "../runtime/engine.js";
import type { Call } from "./call.js";

/**
 * How many elements a lowered pointwise graph is given at a time. Its nodes run one after the other over all of them, in
 * double: 2^14 elements of each stay in the cache, where a whole large tensor would go to memory and back for every node,
 * and need room for all that lies between.
 */
const block = 2 ** 14;

/** Whether a call can be cut into blocks, its elements being independent, and has enough of them. */
export function isBlockwise({ layout }: Call, size: number): boolean {
  return (
    layout.dims.length === 1 && layout.axis === undefined && layout.extents.length === 0 && size > 2 * block
  );
}

/** The feeds of one block after the other, as views into the call's; a scalar stays as it is. */
export function* blocksOf(
  { feeds }: Call,
  size: number,
): Generator<{ readonly start: number; readonly feeds: Feeds }> {
  for (let start = 0; start < size; start += block) {
    const end = Math.min(start + block, size);
    const cut = Object.entries(feeds).map(([name, feed]): [string, Feed] => {
      const { type, data, dims } = feed;
      if (dims.length === 0) return [name, feed];
      return [name, { type, data: data.subarray(start, end), dims: [end - start] }];
    });
    yield { start, feeds: Object.fromEntries(cut) };
  }
}

/** Gathers the results of blocks into whole ones. */
export class Gathered {
  readonly data: readonly TensorData[];

  constructor(dtype: DType, outputs: number, size: number) {
    this.data = Array.from({ length: outputs }, () => allocate(dtype, size));
  }

  /** Takes the results of the block that begins at `start`. */
  add(start: number, results: readonly TensorData[]): void {
    for (const [i, values] of results.entries()) (this.data[i] as TensorData).set(values, start);
  }
}
