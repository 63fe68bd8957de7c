import {
  allocate,
  codecOf,
  isEncoded,
  type KernelRequest,
  optionAlignment,
  outerPlace,
  sizeOf,
  Tensor,
  type TensorData,
} from "@actfn/core";
import type { KernelOutput } from "@actfn/core/program";
import type { Routine } from "./routine.js";

/** A tensor's numbers as words: those of two bytes as float32, which hold them exactly. */
export function wordsOf({ dtype, data }: Tensor): Uint32Array {
  if (!isEncoded(dtype)) return new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  const { decode } = codecOf(dtype);
  const numbers = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) numbers[i] = decode(data[i] as number);
  return new Uint32Array(numbers.buffer);
}

/** Whether an output has a term for each element, of which the host makes the sums: one whose numbers elements share. */
export function isSummed(
  { access, option }: KernelOutput,
  request: KernelRequest,
  elements: number,
  { sumsOnDevice }: Routine,
): boolean {
  if (access !== "broadcast" || sumsOnDevice) return false;
  const { count, repeat, outer } = optionAlignment(request, option);
  return !(repeat === 1 && count === elements && outer.length === 0);
}

/** The result that an output's words stand for: a new tensor's numbers, or the sums of the terms. */
export function numbersOf(
  words: Uint32Array,
  output: KernelOutput,
  request: KernelRequest,
  elements: number,
  routine: Routine,
): Float32Array | Float64Array {
  const isDouble = routine.wordsPerNumber === 2;
  const numbers = isDouble ? new Float64Array(words.buffer) : new Float32Array(words.buffer);
  if (!isSummed(output, request, elements, routine)) return numbers;
  return sumOfTerms(numbers, output, request, sizeOf(request.shapes[output.tensor] as readonly number[]));
}

/** The terms of all elements that share a number are added in double, in the order of the elements, as in the reference. */
function sumOfTerms(
  terms: Float32Array | Float64Array,
  { option }: KernelOutput,
  request: KernelRequest,
  size: number,
): Float64Array {
  const { count, repeat, outer } = optionAlignment(request, option);
  const sums = new Float64Array(size);
  for (let element = 0; element < terms.length; ) {
    const place = (Math.floor(element / repeat) % count) + outerPlace(outer, element);
    const end = Math.min(element + repeat - (element % repeat), terms.length);
    let sum = sums[place] as number;
    for (; element < end; element++) sum += terms[element] as number;
    sums[place] = sum;
  }
  return sums;
}

/** Writes numbers to the caller's tensor, or to a new one; to two bytes from the float32. */
export function tensorOf(numbers: Float32Array | Float64Array, i: number, request: KernelRequest): Tensor {
  const { dtype, shapes, outputs } = request;
  const shape = shapes[i] as readonly number[];
  const given = outputs[i];
  const isSame = dtype === "float32" ? numbers instanceof Float32Array : numbers instanceof Float64Array;
  if (given === undefined && !isEncoded(dtype) && isSame)
    return Tensor.of(dtype, shape, numbers as TensorData);
  const result = given ?? Tensor.of(dtype, shape, allocate(dtype, numbers.length));
  if (!isEncoded(dtype)) result.data.set(numbers);
  else {
    const { encode } = codecOf(dtype);
    for (let k = 0; k < numbers.length; k++) result.data[k] = encode(Math.fround(numbers[k] as number));
  }
  return result;
}
