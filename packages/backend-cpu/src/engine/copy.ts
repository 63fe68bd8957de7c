import { codecOf, isEncoded, outerPlace, type Tensor } from "@actfn/core";
import type { Pattern } from "./tensors.js";

/** A stretch of a kernel's memory, as numbers. */
export type Stretch = Float32Array | Float64Array;

/** Below this many numbers a loop is faster than making a view and copying it. */
const FEW = 48;

/** Loads elements `start` … `start + count − 1` of a tensor, as a pattern places them, into a stretch from `at` on. */
export function load(
  tensor: Tensor,
  pattern: Pattern,
  start: number,
  count: number,
  into: Stretch,
  at: number,
): void {
  if (pattern.kind === "plain") copyIn(tensor, start, count, into, at);
  else if (pattern.kind === "one") copyIn(tensor, 0, 1, into, at);
  else if (pattern.kind === "part") {
    eachSegment(pattern, start, count, (from, done, length) => copyIn(tensor, from, length, into, at + done));
  } else loadRepeated(tensor, pattern, start, count, into, at);
}

/** Stores computed elements from a stretch where a pattern places them in a tensor. */
export function store(
  tensor: Tensor,
  pattern: Pattern,
  start: number,
  count: number,
  from: Stretch,
  at: number,
): void {
  if (pattern.kind === "part") {
    eachSegment(pattern, start, count, (to, done, length) => copyOut(tensor, to, length, from, at + done));
  } else copyOut(tensor, start, count, from, at);
}

/** The runs of neighbors that a part's elements consist of. */
function eachSegment(
  { block, part, parts }: Extract<Pattern, { kind: "part" }>,
  start: number,
  count: number,
  visit: (tensorAt: number, done: number, length: number) => void,
): void {
  for (let done = 0; done < count; ) {
    const element = start + done;
    const within = element % block;
    const length = Math.min(block - within, count - done);
    visit((element - within) * parts + part * block + within, done, length);
    done += length;
  }
}

function loadRepeated(
  tensor: Tensor,
  { count: numbers, repeat, outer }: Extract<Pattern, { kind: "repeated" }>,
  start: number,
  count: number,
  into: Stretch,
  at: number,
): void {
  for (let done = 0; done < count; ) {
    const element = start + done;
    const number = Math.floor(element / repeat) % numbers;
    const place = number + outerPlace(outer, element);
    if (repeat === 1) {
      const length = Math.min(numbers - number, count - done);
      copyIn(tensor, place, length, into, at + done);
      done += length;
    } else {
      const length = Math.min(repeat - (element % repeat), count - done);
      into.fill(decoded(tensor, place), at + done, at + done + length);
      done += length;
    }
  }
}

function decoded({ data, dtype }: Tensor, at: number): number {
  return codecOf(dtype).decode(data[at] as number);
}

function copyIn({ data, dtype }: Tensor, start: number, count: number, into: Stretch, at: number): void {
  if (isEncoded(dtype)) {
    const { decode } = codecOf(dtype);
    for (let i = 0; i < count; i++) into[at + i] = decode(data[start + i] as number);
  } else if (count < FEW) {
    for (let i = 0; i < count; i++) into[at + i] = data[start + i] as number;
  } else into.set(count === data.length ? data : data.subarray(start, start + count), at);
}

function copyOut({ data, dtype }: Tensor, start: number, count: number, from: Stretch, at: number): void {
  if (isEncoded(dtype)) {
    const { encode } = codecOf(dtype);
    for (let i = 0; i < count; i++) data[start + i] = encode(from[at + i] as number);
  } else if (count < FEW) {
    for (let i = 0; i < count; i++) data[start + i] = from[at + i] as number;
  } else data.set(from.subarray(at, at + count), start);
}
