import type { Place, Source } from "../compile/place.js";

/** What a thread is told of a request; its shares follow through the queue. */
export interface Job {
  readonly id: number;
  readonly queue: SharedArrayBuffer;
  /** The kernel's number; `module` comes where the thread does not have it yet. */
  readonly kernel: number;
  readonly module: WebAssembly.Module | undefined;
  /** Elements that pass through the thread's memory at a time. */
  readonly tile: number;
  /** The length of a row for a kernel that computes rows. */
  readonly rowLength: number | undefined;
  readonly inputs: readonly (SharedStream & { readonly place: Source })[];
  readonly outputs: readonly (SharedStream & { readonly place: Place })[];
}

/** Numbers in shared memory, in the format of the place in the arena that they pass through. */
export interface SharedStream {
  readonly buffer: SharedArrayBuffer;
  /** The byte where the first number lies: of slot 0 where the stream is staged, otherwise of the tensor. */
  readonly offset: number;
  /** Whether each slot has a part of the memory, or the tensor itself is read. */
  readonly staged: boolean;
}
