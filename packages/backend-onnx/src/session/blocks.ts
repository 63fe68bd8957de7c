import { allocate, type DType, type TensorData } from "@actfn/core";
import type { Feed, Feeds } from "../runtime/engine.js";
import type { Call } from "./call.js";

/**
 * The number of elements in one run of a lowered pointwise graph. Its nodes run one after the other over all elements, in
 * double. 2^14 elements of each node stay in the cache; a large tensor would be read from memory and written back for each
 * node, and would need memory for all values between them.
 */
const block = 2 ** 14;

/** Whether a call can be computed in blocks: its elements are independent, and there are enough of them. */
export function isBlockwise({ layout }: Call, size: number): boolean {
  return (
    layout.dims.length === 1 && layout.axis === undefined && layout.extents.length === 0 && size > 2 * block
  );
}

/** The inputs of each block, as views of those of the call. A scalar is the same for all. */
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

/** Collects the results of blocks. */
export class Gathered {
  readonly data: readonly TensorData[];

  constructor(dtype: DType, outputs: number, size: number) {
    this.data = Array.from({ length: outputs }, () => allocate(dtype, size));
  }

  /** Adds the results of the block that begins at `start`. */
  add(start: number, results: readonly TensorData[]): void {
    for (const [i, values] of results.entries()) (this.data[i] as TensorData).set(values, start);
  }
}
