import { float16ToNumber, numberToFloat16, type TensorData } from "@actfn/core";
import type { Pattern } from "./tensors.js";

/** A stretch of a kernel's memory, as numbers. */
export type Stretch = Float32Array | Float64Array;

/** Below this many numbers a loop is faster than making a view and copying it. */
const FEW = 8;

/** Brings elements `start` … `start + count − 1` of a tensor, as a pattern places them, into a stretch from `at` on. */
export function bring(
  data: TensorData,
  pattern: Pattern,
  start: number,
  count: number,
  into: Stretch,
  at: number,
): void {
  if (pattern.kind === "plain") copyIn(data, start, count, into, at);
  else if (pattern.kind === "one") copyIn(data, 0, 1, into, at);
  else if (pattern.kind === "part") {
    eachSegment(pattern, start, count, (from, done, length) => copyIn(data, from, length, into, at + done));
  } else bringRepeated(data, pattern, start, count, into, at);
}

/** Takes computed elements from a stretch to where a pattern places them in a tensor. */
export function take(
  data: TensorData,
  pattern: Pattern,
  start: number,
  count: number,
  from: Stretch,
  at: number,
): void {
  if (pattern.kind === "part") {
    eachSegment(pattern, start, count, (to, done, length) => copyOut(data, to, length, from, at + done));
  } else copyOut(data, start, count, from, at);
}

/** The runs of neighbours that a part's elements consist of. */
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

function bringRepeated(
  data: TensorData,
  { count: numbers, repeat }: Extract<Pattern, { kind: "repeated" }>,
  start: number,
  count: number,
  into: Stretch,
  at: number,
): void {
  for (let done = 0; done < count; ) {
    const element = start + done;
    const number = Math.floor(element / repeat) % numbers;
    if (repeat === 1) {
      const length = Math.min(numbers - number, count - done);
      copyIn(data, number, length, into, at + done);
      done += length;
    } else {
      const length = Math.min(repeat - (element % repeat), count - done);
      into.fill(decoded(data, number), at + done, at + done + length);
      done += length;
    }
  }
}

function decoded(data: TensorData, at: number): number {
  const value = data[at] as number;
  return isHalf(data) ? float16ToNumber(value) : value;
}

function copyIn(data: TensorData, start: number, count: number, into: Stretch, at: number): void {
  if (isHalf(data)) {
    for (let i = 0; i < count; i++) into[at + i] = float16ToNumber(data[start + i] as number);
  } else if (count < FEW) {
    for (let i = 0; i < count; i++) into[at + i] = data[start + i] as number;
  } else into.set(count === data.length ? data : data.subarray(start, start + count), at);
}

function copyOut(data: TensorData, start: number, count: number, from: Stretch, at: number): void {
  if (isHalf(data)) {
    for (let i = 0; i < count; i++) data[start + i] = numberToFloat16(from[at + i] as number);
  } else if (count < FEW) {
    for (let i = 0; i < count; i++) data[start + i] = from[at + i] as number;
  } else data.set(from.subarray(at, at + count), start);
}

/** Whether numbers are stored as float16 patterns; by size, so that arrays of another realm are known too. */
function isHalf(data: TensorData): data is Uint16Array {
  return data.BYTES_PER_ELEMENT === 2;
}
