/**
 * What Node 20 and later have and the library of TypeScript 5.0 does not know. Cells are checked with that compiler
 * (the one tslab brings), so it is told here.
 */

interface Array<T> {
  /** A sorted copy. */
  toSorted(compare?: (a: T, b: T) => number): T[];
  /** A reversed copy. */
  toReversed(): T[];
  /** A copy with some elements removed and others put in their place. */
  toSpliced(start: number, deleteCount?: number, ...items: T[]): T[];
  /** A copy with one element replaced. */
  with(index: number, value: T): T[];
}

interface ReadonlyArray<T> {
  /** A sorted copy. */
  toSorted(compare?: (a: T, b: T) => number): T[];
  /** A reversed copy. */
  toReversed(): T[];
  /** A copy with some elements removed and others put in their place. */
  toSpliced(start: number, deleteCount?: number, ...items: T[]): T[];
  /** A copy with one element replaced. */
  with(index: number, value: T): T[];
}

interface Int8Array {
  /** A sorted copy, by value. */
  toSorted(compare?: (a: number, b: number) => number): Int8Array;
  /** A reversed copy. */
  toReversed(): Int8Array;
  /** A copy with one element replaced. */
  with(index: number, value: number): Int8Array;
}

interface Uint8Array {
  /** A sorted copy, by value. */
  toSorted(compare?: (a: number, b: number) => number): Uint8Array;
  /** A reversed copy. */
  toReversed(): Uint8Array;
  /** A copy with one element replaced. */
  with(index: number, value: number): Uint8Array;
}

interface Uint8ClampedArray {
  /** A sorted copy, by value. */
  toSorted(compare?: (a: number, b: number) => number): Uint8ClampedArray;
  /** A reversed copy. */
  toReversed(): Uint8ClampedArray;
  /** A copy with one element replaced. */
  with(index: number, value: number): Uint8ClampedArray;
}

interface Int16Array {
  /** A sorted copy, by value. */
  toSorted(compare?: (a: number, b: number) => number): Int16Array;
  /** A reversed copy. */
  toReversed(): Int16Array;
  /** A copy with one element replaced. */
  with(index: number, value: number): Int16Array;
}

interface Uint16Array {
  /** A sorted copy, by value. */
  toSorted(compare?: (a: number, b: number) => number): Uint16Array;
  /** A reversed copy. */
  toReversed(): Uint16Array;
  /** A copy with one element replaced. */
  with(index: number, value: number): Uint16Array;
}

interface Int32Array {
  /** A sorted copy, by value. */
  toSorted(compare?: (a: number, b: number) => number): Int32Array;
  /** A reversed copy. */
  toReversed(): Int32Array;
  /** A copy with one element replaced. */
  with(index: number, value: number): Int32Array;
}

interface Uint32Array {
  /** A sorted copy, by value. */
  toSorted(compare?: (a: number, b: number) => number): Uint32Array;
  /** A reversed copy. */
  toReversed(): Uint32Array;
  /** A copy with one element replaced. */
  with(index: number, value: number): Uint32Array;
}

interface Float32Array {
  /** A sorted copy, by value. */
  toSorted(compare?: (a: number, b: number) => number): Float32Array;
  /** A reversed copy. */
  toReversed(): Float32Array;
  /** A copy with one element replaced. */
  with(index: number, value: number): Float32Array;
}

interface Float64Array {
  /** A sorted copy, by value. */
  toSorted(compare?: (a: number, b: number) => number): Float64Array;
  /** A reversed copy. */
  toReversed(): Float64Array;
  /** A copy with one element replaced. */
  with(index: number, value: number): Float64Array;
}

interface String {
  /** Whether it has no lone surrogates. */
  isWellFormed(): boolean;
  /** The same with lone surrogates replaced. */
  toWellFormed(): string;
}
