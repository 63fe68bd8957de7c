import { float16ToNumber, type Geometry, numberToFloat16, type TensorData } from "@actfn/core";
import { bring, type Stretch, take } from "./copy.js";
import { type Pattern, PLAIN } from "./tensors.js";

/** Some of the rows along the axis: `count` of them from row `first` on. Row r is neighbour r mod inner of block ⌊r / inner⌋. */
export interface Rows {
  readonly first: number;
  readonly count: number;
}

/** Brings rows, one behind the other, into a stretch: elements `from` … `from + length − 1` of each. */
export function bringRows(
  data: TensorData,
  pattern: Pattern,
  geometry: Geometry,
  { first, count }: Rows,
  into: Stretch,
  at: number,
  from = 0,
  length: number = geometry.length,
): void {
  if (geometry.inner === 1) {
    // Rows that are whole lie behind each other in the tensor too.
    bring(data, pattern, first * geometry.length + from, length * count, into, at);
    return;
  }
  const half = data.BYTES_PER_ELEMENT === 2;
  const [repeat, numbers] = pattern.kind === "repeated" ? [pattern.repeat, pattern.count] : [1, data.length];
  const plain = pattern.kind === "plain";
  eachNeighbourhood(geometry, { first, count }, (start, done, neighbours) => {
    for (let l = 0; l < length; l++) {
      const element = start + (from + l) * geometry.inner;
      for (let i = 0; i < neighbours; i++) {
        const place = plain ? element + i : Math.floor((element + i) / repeat) % numbers;
        const value = data[place] as number;
        into[at + (done + i) * length + l] = half ? float16ToNumber(value) : value;
      }
    }
  });
}

/** Takes rows from a stretch to the tensor, as {@link bringRows} brings them. */
export function takeRows(
  data: TensorData,
  geometry: Geometry,
  { first, count }: Rows,
  from: Stretch,
  at: number,
  begin = 0,
  length: number = geometry.length,
): void {
  if (geometry.inner === 1) {
    take(data, PLAIN, first * geometry.length + begin, length * count, from, at);
    return;
  }
  const half = data.BYTES_PER_ELEMENT === 2;
  eachNeighbourhood(geometry, { first, count }, (start, done, neighbours) => {
    for (let l = 0; l < length; l++) {
      const element = start + (begin + l) * geometry.inner;
      for (let i = 0; i < neighbours; i++) {
        const value = from[at + (done + i) * length + l] as number;
        data[element + i] = half ? numberToFloat16(value) : value;
      }
    }
  });
}

/** Visits the runs of rows that are neighbours in one block; `start` is the tensor's place of the first one's first element. */
export function eachNeighbourhood(
  { length, inner }: Geometry,
  { first, count }: Rows,
  visit: (start: number, done: number, neighbours: number) => void,
): void {
  for (let done = 0; done < count; ) {
    const row = first + done;
    const neighbours = Math.min(inner - (row % inner), count - done);
    visit(Math.floor(row / inner) * length * inner + (row % inner), done, neighbours);
    done += neighbours;
  }
}
