import type { Tensor } from "@actfn/core";
import type { Place, Source } from "../compile/place.js";
import type { Stretch } from "./copy.js";
import type { GradientSum } from "./gradient-sum.js";
import type { Pattern } from "./tensors.js";

/** One input or output of a kernel on its way between its tensor and the arena. */
export interface Stream {
  readonly tensor: Tensor;
  readonly pattern: Pattern;
  readonly stretch: Stretch;
  readonly at: number;
  /** The option's value, if the input is an option and not a tensor. */
  readonly value: number | undefined;
  /** The sum of what is written, for the gradient of a tensor option. */
  readonly sum: GradientSum | undefined;
}

/** A compiled kernel as another thread needs it. */
export interface Code {
  readonly module: WebAssembly.Module;
  readonly inputs: readonly Source[];
  readonly outputs: readonly Place[];
  /** Operations for one element. With few, a call waits for memory, and threads do not help. */
  readonly operations: number;
}

/** A request that may be computed in parts, here or by another thread. */
export interface Divisible {
  readonly code: Code;
  /** Whether the parts of this one are independent of each other. */
  readonly isDivisible: boolean;
  /** Elements in all. */
  readonly size: number;
  /** The elements that must stay together: those of a row along an axis, otherwise 1. A part is a multiple of it. */
  readonly grain: number;
  /** Whether elements are computed by rows of `grain`. */
  readonly byRows: boolean;
  /** Elements that pass through the arena at a time, a multiple of `grain`. */
  readonly tile: number;
  /** The streams of the code's inputs and outputs. */
  readonly readers: readonly Stream[];
  readonly writers: readonly Stream[];
  /** Computes everything in this thread. */
  perform(): void;
  /** Computes elements `start` … `start + count − 1` in this thread. */
  range(start: number, count: number): void;
}
