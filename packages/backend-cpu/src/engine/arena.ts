import type * as program from "@actfn/core/program";
import { bytesOf, type Place } from "../compile/place.js";

/** WebAssembly's unit of memory. */
const PAGE = 65536;
/** The memory that kernels work in, in pages: few enough for the second-level cache, more only where rows are long. */
export const PAGES = 40;
/** Addresses of what does not stream: inputs with one number, the index, what stages make, lanes of sums. */
export const RESERVED: Readonly<Record<"uniform" | "index" | "made" | "lanes", number>> = {
  uniform: 0,
  index: 4096,
  made: 4160,
  lanes: 8192,
};
/** Inputs of a kernel, of any kind, that there are such places for. */
export const MOST_UNIFORMS = 256;

/** Where the number of input `i` lies, which is the same for all elements. */
export function uniformPlace(i: number, stored: program.Format): Place {
  return { address: RESERVED.uniform + 16 * i, stored };
}

/** Where streams begin. */
const STREAMS = 16384;
/** Room behind each stream for the last, incomplete group, and an odd step so that streams do not meet in one cache set. */
const SLACK = 1024 + 192;

/** The longest row that lies in the arena as a whole; a longer one passes through it in tiles, once for each stage. */
export const LONGEST = 16384;

/** The memory of one thread's kernels, seen as typed arrays. User data passes through it in tiles; nothing of it is ever handed out. */
export class Arena {
  readonly memory: WebAssembly.Memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES });
  readonly float32: Float32Array = new Float32Array(this.memory.buffer);
  readonly float64: Float64Array = new Float64Array(this.memory.buffer);

  /** A kernel's functions over this memory. */
  instantiate(module: WebAssembly.Module): WebAssembly.Exports {
    return new WebAssembly.Instance(module, { env: { memory: this.memory } }).exports;
  }
}

/** Streams side by side in the arena. */
export interface Streams {
  readonly places: readonly Place[];
  /** How many elements each stream holds. */
  readonly capacity: number;
}

/** Lays out streams of up to `wanted` elements; fewer where the arena has no room for that many. */
export function layOut(formats: readonly program.Format[], wanted: number): Streams {
  const room = PAGES * PAGE - STREAMS;
  const perElement = formats.reduce((sum, format) => sum + bytesOf[format], 0);
  const most = Math.floor((room - formats.length * SLACK) / Math.max(perElement, 1));
  const capacity = Math.max(0, Math.min(wanted, most - (most % 64)));
  let address = STREAMS;
  const places = formats.map((stored): Place => {
    const place = { address, stored };
    address += capacity * bytesOf[stored] + SLACK;
    address += -address & 15;
    return place;
  });
  return { places, capacity };
}
