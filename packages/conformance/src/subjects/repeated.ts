import { allocate, bytesPerElement, Tensor, type TensorData } from "@actfn/core";
import { bytesOf } from "../numbers/bits.js";
import type { Random } from "../numbers/random.js";
import { type Call, outputShapeOf } from "../run/call.js";
import type { Each } from "../run/context.js";
import { callOf, completeOptions, partsIn, randomTensor } from "./arrange.js";

/** Rows in the small call; a prime, so that no vector, tile or share of a thread sees the same ones as another. */
const ROWS = 31;
/** And its elements where there are no rows. */
const ELEMENTS = 127;

/** How a large tensor is laid out. */
export interface Layout {
  /** At least so many elements are wanted of x; rounded up to whole rows. */
  readonly size: number;
  /** Rows side by side: 1 where the axis is the last one. */
  readonly inner: number;
  /** Elements of the buffer before x, so that it begins at any address. */
  readonly offset: number;
}

/** A small call of random numbers, in rows of `length` elements, or of as many for each part; a pointwise one in a single row. */
export function smallCall({ activation, pass, dtype }: Each, length: number, random: Random): Call {
  const { definition } = activation;
  const isPointwise = definition.domain.kind === "pointwise";
  const shape = isPointwise ? [ELEMENTS] : [ROWS, length * partsIn(activation, {})];
  const x = randomTensor(dtype, shape, random);
  const options = completeOptions(definition, isPointwise ? {} : { axis: 1 }, x);
  return callOf(activation, pass, { options, x }, random);
}

/** A large call whose rows are those of a small one over and over: its right results are known from the small one's. */
export function repeatedCall(small: Call, { size, inner, offset }: Layout): Call {
  const [, width = 1] = small.x.shape;
  const outer = Math.max(1, Math.ceil(size / (width * inner)));
  const shape = small.x.shape.length === 1 ? [outer] : inner === 1 ? [outer, width] : [outer, width, inner];
  const call: Call = { ...small, x: repeated(small.x, shape, inner, offset) };
  return small.dy === undefined
    ? call
    : { ...call, dy: repeated(small.dy, outputShapeOf(call), inner, offset) };
}

/** The rows of a small tensor over and over in a shape, `inner` of them side by side, `offset` elements into a buffer. */
function repeated(small: Tensor, shape: readonly number[], inner: number, offset: number): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  const buffer = allocate(small.dtype, offset + size + 1);
  const data = buffer.subarray(offset, offset + size) as TensorData;
  const length = lengthOf(small);
  if (inner === 1 || length === 1) fillOver(data, small.data);
  else for (let i = 0; i < size; i++) data[i] = small.data[sourceOf(i, length, inner)] as number;
  return new Tensor(small.dtype, shape, data);
}

/** Elements of a row of a small tensor; 1 where it has a single one, or one number for each row. */
function lengthOf({ shape }: Tensor): number {
  return shape[1] ?? 1;
}

function fillOver(data: TensorData, period: TensorData): void {
  data.set(period.subarray(0, data.length) as never);
  for (let done = period.length; done < data.length; done *= 2) data.copyWithin(done, 0, done);
}

/** The element of the small tensor that element i of the large one repeats. */
function sourceOf(i: number, length: number, inner: number): number {
  const block = Math.floor(i / (length * inner));
  const within = i - block * length * inner;
  const row = (block * inner + (within % inner)) % ROWS;
  return row * length + Math.floor(within / inner);
}

/** Calls `report` for each element of a large result whose bits are other than those of the element that it repeats, until it returns false. */
export function eachDifference(
  large: Tensor,
  small: Tensor,
  inner: number,
  report: (element: number, source: number) => boolean,
): void {
  const length = lengthOf(small);
  const [words, expected] = [wordsOf(large), wordsOf(small)];
  const each = expected.length / small.size;
  const isFlat = inner === 1 || length === 1;
  let last = -1;
  for (let i = 0, at = 0; i < words.length; i++) {
    const source = isFlat ? at : sourceOf(Math.floor(i / each), length, inner) * each + (i % each);
    at = at + 1 === expected.length ? 0 : at + 1;
    if (words[i] === expected[source]) continue;
    const element = Math.floor(i / each);
    if (element !== last && !report(element, Math.floor(source / each))) return;
    last = element;
  }
}

/** The bits of a tensor in words of at most four bytes. */
function wordsOf({ data, dtype }: Tensor): Uint32Array | Uint16Array {
  const bytes = bytesOf(data);
  const isShort = bytesPerElement[dtype] < 4;
  const Words = isShort ? Uint16Array : Uint32Array;
  return new Words(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength / (isShort ? 2 : 4));
}
