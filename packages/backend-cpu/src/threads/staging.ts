import { bytesOf, type Place } from "../compile/elements.js";
import type { Stretch } from "../engine/copy.js";
import type { ElementsRun } from "../engine/elements.js";

/** Elements that a thread is given at a time: many against the cost of a message, few against memory. */
export const SHARE = 65536;

/** Where a thread finds a stream's numbers. */
export interface Home {
  readonly buffer: SharedArrayBuffer;
  /** The byte of the stream's first number, or of the current share's where it is staged. */
  readonly byte: number;
  /** The staged numbers; undefined where the stream's own array lies in shared memory and is used in place. */
  readonly view: Stretch | undefined;
}

type Stream = ElementsRun["readers"][number];

/** Shared memory that a worker's share of ordinary arrays passes through. */
export class Staging {
  private memory: SharedArrayBuffer | undefined;

  /** A home for each stream that is read and written, in this memory where it needs one. */
  homes(readers: readonly Stream[], writers: readonly Stream[], places: readonly Place[]): Home[] {
    const streams = [...readers, ...writers];
    // An output over an input is staged: its share can then be computed again from what the input was.
    const read = new Set<unknown>(readers.map(({ data }) => data.buffer));
    const overwrites = (i: number): boolean => i >= readers.length && read.has(streams[i]?.data.buffer);
    const size = places.reduce((sum, { stored }) => sum + SHARE * bytesOf[stored], 0);
    if (this.memory === undefined || this.memory.byteLength < size) this.memory = new SharedArrayBuffer(size);
    const { memory } = this;
    let byte = 0;
    return streams.map((stream, i): Home => {
      const { stored } = places[i] as Place;
      const own = overwrites(i) ? undefined : sharedMemory(stream, stored);
      if (own !== undefined) return { buffer: own, byte: stream.data.byteOffset, view: undefined };
      const at = byte;
      byte += SHARE * bytesOf[stored];
      const view =
        stored === "float64" ? new Float64Array(memory, at, SHARE) : new Float32Array(memory, at, SHARE);
      return { buffer: memory, byte: at, view };
    });
  }
}

/** The shared memory that a stream's own array lies in, where the thread can read it as it is. */
function sharedMemory({ data, pattern }: Stream, stored: Place["stored"]): SharedArrayBuffer | undefined {
  const asItIs =
    (pattern.kind === "plain" || pattern.kind === "one") && data.BYTES_PER_ELEMENT === bytesOf[stored];
  return asItIs && data.buffer instanceof SharedArrayBuffer ? data.buffer : undefined;
}
