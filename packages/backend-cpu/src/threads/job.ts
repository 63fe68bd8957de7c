import type { Place, Source } from "../compile/elements.js";

/** What a thread is sent: elements to compute, from shared memory to shared memory. */
export interface Job {
  /** The number under which its end is reported. */
  readonly id: number;
  /** Where the end is reported: the thread stores `id` there. */
  readonly done: SharedArrayBuffer;
  /** The kernel's number; `module` comes with the first job for it. */
  readonly kernel: number;
  readonly module: WebAssembly.Module | undefined;
  readonly capacity: number;
  readonly inputs: readonly (SharedStream & { readonly place: Source })[];
  readonly outputs: readonly (SharedStream & { readonly place: Place })[];
  readonly count: number;
}

/** Numbers in shared memory, in the format of the place in the arena that they pass through. */
export interface SharedStream {
  readonly buffer: SharedArrayBuffer;
  /** The byte where the job's first number lies. */
  readonly offset: number;
}
