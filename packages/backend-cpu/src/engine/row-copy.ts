import { codecOf, type Geometry, placeIn, type Tensor } from "@actfn/core";
import { load, type Stretch, store } from "./copy.js";
import { type Pattern, PLAIN } from "./tensors.js";

/** Some of the rows along the axis: `count` of them from row `first` on. Row r is neighbor r mod inner of block ⌊r / inner⌋. */
export interface Rows {
  readonly first: number;
  readonly count: number;
}

/** Loads rows, one behind the other, into a stretch: elements `from` … `from + length − 1` of each. */
export function loadRows(
  tensor: Tensor,
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
    load(tensor, pattern, first * geometry.length + from, length * count, into, at);
    return;
  }
  const { data, dtype } = tensor;
  const { decode } = codecOf(dtype);
  const repeated = pattern.kind === "repeated" ? pattern : undefined;
  eachNeighborhood(geometry, { first, count }, (start, done, neighbors) => {
    for (let l = 0; l < length; l++) {
      const element = start + (from + l) * geometry.inner;
      for (let i = 0; i < neighbors; i++) {
        const place = repeated === undefined ? element + i : placeIn(repeated, element + i);
        into[at + (done + i) * length + l] = decode(data[place] as number);
      }
    }
  });
}

/** Stores rows from a stretch in the tensor, in the order of {@link loadRows}. */
export function storeRows(
  tensor: Tensor,
  geometry: Geometry,
  { first, count }: Rows,
  from: Stretch,
  at: number,
  begin = 0,
  length: number = geometry.length,
): void {
  if (geometry.inner === 1) {
    store(tensor, PLAIN, first * geometry.length + begin, length * count, from, at);
    return;
  }
  const { data, dtype } = tensor;
  const { encode } = codecOf(dtype);
  eachNeighborhood(geometry, { first, count }, (start, done, neighbors) => {
    for (let l = 0; l < length; l++) {
      const element = start + (begin + l) * geometry.inner;
      for (let i = 0; i < neighbors; i++) {
        data[element + i] = encode(from[at + (done + i) * length + l] as number);
      }
    }
  });
}

/** Visits the runs of rows that are neighbors in one block; `start` is the tensor's place of the first one's first element. */
export function eachNeighborhood(
  { length, inner }: Geometry,
  { first, count }: Rows,
  visit: (start: number, done: number, neighbors: number) => void,
): void {
  for (let done = 0; done < count; ) {
    const row = first + done;
    const neighbors = Math.min(inner - (row % inner), count - done);
    visit(Math.floor(row / inner) * length * inner + (row % inner), done, neighbors);
    done += neighbors;
  }
}
