import { allocate, bytesPerElement, Tensor, type TensorData } from "@actfn/core";
import { bytesOf } from "../numbers/bits.js";
import type { Random } from "../numbers/random.js";
import { type Call, outputShapeOf } from "../run/call.js";
import type { Each } from "../run/context.js";
import { completeOptions, partsIn, randomTensor } from "./arrange.js";

/** Rows in the small call; a prime, so that no vector, tile or share of a thread sees the same ones as another. */
const ROWS = 127;

/** A large call whose rows are those of a small one over and over: its right results are known from the small one's. */
export interface Tiled {
  readonly small: Call;
  readonly call: Call;
}

/** How the large tensor is laid out. */
export interface Layout {
  /** At least so many elements are wanted of x; rounded up to whole rows. */
  readonly size: number;
  /** Elements of a row along the axis, or of each part along it; 1 where there is none. */
  readonly length: number;
  /** Rows side by side: 1 where the axis is the last one. */
  readonly inner: number;
  /** Elements of the buffer before x, so that it begins at any address. */
  readonly offset: number;
}

/** A small call of random numbers and a large one that repeats its rows, laid out as told. */
export function tiledCall({ activation, pass, dtype }: Each, layout: Layout, random: Random): Tiled {
  const { definition } = activation;
  const isPointwise = definition.domain.kind === "pointwise";
  const width = isPointwise ? 1 : layout.length * partsIn(activation, {});
  const shape = isPointwise ? [ROWS] : [ROWS, width];
  const x = randomTensor(dtype, shape, random);
  const axis = isPointwise ? {} : { axis: 1 };
  const small: Call = { activation, pass, x, options: completeOptions(definition, axis, x) };
  const { inner, offset } = layout;
  const outer = Math.max(1, Math.ceil(layout.size / (width * inner)));
  const largeShape = isPointwise ? [outer * inner] : inner === 1 ? [outer, width] : [outer, width, inner];
  const large = { activation, options: small.options, x: repeated(x, largeShape, inner, offset) };
  if (pass === "forward") return { small, call: { ...large, pass } };
  const dy = randomTensor(dtype, outputShapeOf(small), random);
  const dyShape = outputShapeOf({ ...large, pass });
  return { small: { ...small, dy }, call: { ...large, pass, dy: repeated(dy, dyShape, inner, offset) } };
}

/** The rows of a small tensor over and over in a shape, `inner` of them side by side, `offset` elements into a buffer. */
function repeated(small: Tensor, shape: readonly number[], inner: number, offset: number): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  const buffer = allocate(small.dtype, offset + size + 1);
  const data = buffer.subarray(offset, offset + size) as TensorData;
  const length = small.size / ROWS;
  if (inner === 1 || length === 1) fillOver(data, small.data);
  else for (let i = 0; i < size; i++) data[i] = small.data[sourceOf(i, length, inner)] as number;
  return new Tensor(small.dtype, shape, data);
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
  const length = small.size / ROWS;
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
