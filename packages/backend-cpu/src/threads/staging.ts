import { bytesOf, type Place } from "../compile/place.js";
import { LONGEST } from "../engine/arena.js";
import type { Stretch } from "../engine/copy.js";
import type { Divisible, Stream } from "../engine/divisible.js";
import type { SharedStream } from "./job.js";
import { SLOTS } from "./work-queue.js";

/** Elements in a share: many against the cost of handing it over, few against waiting for the last. A longer row is a share. */
const SHARE = 8192;
/** The elements of a share: whole rows. */
export function shareOf({ grain }: Divisible): number {
  return Math.max(grain, SHARE - (SHARE % grain));
}

/** Room in a slot, in elements: the longest row that is computed as a whole. */
export const ROOM: number = LONGEST;

/** Where a thread finds a stream's numbers, and where this one puts them. */
export interface Home extends SharedStream {
  /** The slots' numbers, one slot behind the other; undefined where the stream's own memory is shared and read in place. */
  readonly view: Stretch | undefined;
}

/** Shared memory that a thread's shares of ordinary arrays pass through. */
export class Staging {
  private memory: SharedArrayBuffer | undefined;

  /**
   * A home for each stream. Inputs in shared memory are read where they are, unless results go to the same memory: a thread
   * that is late would read those. Outputs are always staged: only the caller writes to what the user sees, so that it never
   * has to wait for a thread, nor for one that is lost.
   */
  homes({ readers, writers }: Pick<Divisible, "readers" | "writers">, places: readonly Place[]): Home[] {
    const written = new Set(writers.map(({ tensor }) => tensor.data.buffer));
    const size = places.reduce((sum, { stored }) => sum + SLOTS * ROOM * bytesOf[stored], 0);
    if (this.memory === undefined || this.memory.byteLength < size) this.memory = new SharedArrayBuffer(size);
    const buffer = this.memory;
    let offset = 0;
    return places.map(({ stored }, i): Home => {
      const own = i < readers.length ? sharedMemory(readers[i] as Stream, stored) : undefined;
      if (own !== undefined && !written.has(own.buffer)) return { ...own, staged: false, view: undefined };
      const length = SLOTS * ROOM;
      const view =
        stored === "float64"
          ? new Float64Array(buffer, offset, length)
          : new Float32Array(buffer, offset, length);
      const home = { buffer, offset, staged: true, view };
      offset += length * bytesOf[stored];
      return home;
    });
  }
}

/** The shared memory that an input's own array lies in, where the thread can read it as it is. */
function sharedMemory(
  { tensor: { data }, pattern }: Stream,
  stored: Place["stored"],
): { buffer: SharedArrayBuffer; offset: number } | undefined {
  const asItIs =
    (pattern.kind === "plain" || pattern.kind === "one") && data.BYTES_PER_ELEMENT === bytesOf[stored];
  const { buffer } = data;
  return asItIs && buffer instanceof SharedArrayBuffer ? { buffer, offset: data.byteOffset } : undefined;
}
