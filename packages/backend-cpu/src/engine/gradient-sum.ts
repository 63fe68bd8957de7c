import { codecOf, outerPlace, type Tensor } from "@actfn/core";
import type { Stretch } from "./copy.js";
import type { Pattern } from "./tensors.js";

/**
 * Sums the gradient of a tensor option. The terms of all elements that share a number are added in double, in the order of the
 * elements, as in the reference.
 */
export class GradientSum {
  private readonly sums: Float64Array;

  constructor(size: number) {
    this.sums = new Float64Array(size);
  }

  /** Adds the terms of elements `start` … `start + count − 1`, found in a stretch from `at` on. */
  add(pattern: Pattern, start: number, count: number, terms: Stretch, at: number): void {
    const { sums } = this;
    const {
      count: numbers,
      repeat,
      outer,
    } = pattern.kind === "repeated"
      ? pattern
      : { count: sums.length, repeat: pattern.kind === "one" ? Number.MAX_SAFE_INTEGER : 1, outer: [] };
    for (let done = 0; done < count; ) {
      const element = start + done;
      const number = (Math.floor(element / repeat) % numbers) + outerPlace(outer, element);
      const length = Math.min(repeat - (element % repeat), count - done);
      let sum = sums[number] as number;
      for (let i = 0; i < length; i++) sum += terms[at + done + i] as number;
      sums[number] = sum;
      done += length;
    }
  }

  /** Writes the sums, rounded to the dtype of the tensor: to one of two bytes from the float32. */
  write({ data, dtype }: Tensor): void {
    const { sums } = this;
    const { encode } = codecOf(dtype);
    for (let i = 0; i < sums.length; i++) {
      const sum = sums[i] as number;
      data[i] = dtype === "float64" ? sum : encode(Math.fround(sum));
    }
  }
}
