import type { program } from "@actfn/core";
import type { FunctionWriter, Local } from "../wasm/function.js";
import { op, simd, type } from "../wasm/opcodes.js";
import { lanesOf } from "./lanes.js";

/** Bytes that the lanes of one reduction take in memory: eight doubles. */
export const LANES_BYTES = 64;

/** High half of a vector of float32 in the low half, for promotion. */
const HIGH_HALF = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];

/**
 * Eight running sums or maxima over the elements of a row, in four vectors of doubles: element i belongs to lane
 * i mod 8, as `OrderedSum` of core tells. Between calls they lie in memory at `address`.
 */
export class LaneReducer {
  private readonly writer: FunctionWriter;
  private readonly kind: program.Reduction;
  private readonly format: program.Format;
  private readonly address: number;
  private readonly lanes: readonly Local[];
  private readonly scratch: Local;

  constructor(writer: FunctionWriter, kind: program.Reduction, format: program.Format, address: number) {
    this.writer = writer;
    this.kind = kind;
    this.format = format;
    this.address = address;
    this.lanes = Array.from({ length: 4 }, () => writer.local(type.v128));
    this.scratch = writer.local(type.v128);
  }

  load(): void {
    for (const [i, lane] of this.lanes.entries()) {
      this.writer
        .i32(this.address)
        .load(simd.load, 16 * i)
        .set(lane);
    }
  }

  store(): void {
    for (const [i, lane] of this.lanes.entries()) {
      this.writer
        .i32(this.address)
        .get(lane)
        .load(simd.store, 16 * i);
    }
  }

  /** Takes in stream `stream`'s vector, which `push` puts on the stack. */
  add(stream: number, push: () => void): void {
    if (this.format === "float64") {
      this.combine(stream % 4, push);
      return;
    }
    push();
    this.writer.set(this.scratch);
    this.combine((2 * stream) % 4, () => this.writer.get(this.scratch).simd(simd.promoteLow));
    this.combine((2 * stream + 1) % 4, () =>
      this.writer
        .get(this.scratch)
        .get(this.scratch)
        .simd(simd.shuffle, ...HIGH_HALF)
        .simd(simd.promoteLow),
    );
  }

  /** What leaves the lanes as they are, in the program's format. */
  neutral(): void {
    lanesOf[this.format].constant(this.writer, this.kind === "sum" ? 0 : -Infinity);
  }

  private combine(lane: number, push: () => void): void {
    const local = this.lanes[lane] as Local;
    this.writer.get(local);
    push();
    this.writer.simd(this.kind === "sum" ? simd.f64x2Add : simd.f64x2Max).set(local);
  }
}

/** Writes the start of a reduction: empty lanes, and a total of 0 at `total`. */
export function writeBegin(
  writer: FunctionWriter,
  kind: program.Reduction,
  address: number,
  total: number,
): void {
  for (let i = 0; i < 4; i++) {
    writer
      .i32(address)
      .f64x2(kind === "sum" ? 0 : -Infinity)
      .load(simd.store, 16 * i);
  }
  writer
    .i32(total)
    .f64(kind === "sum" ? 0 : -Infinity)
    .memory(op.f64Store);
}

/** Folds the lanes into the total, ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7)) for a sum, and empties them. */
export function writeFold(
  writer: FunctionWriter,
  kind: program.Reduction,
  address: number,
  total: number,
): void {
  const combine = kind === "sum" ? simd.f64x2Add : simd.f64x2Max;
  const scalar = kind === "sum" ? op.f64Add : op.f64Max;
  const folded = writer.local(type.v128);
  for (const [a, b] of [
    [0, 2],
    [1, 3],
  ] as const) {
    writer.i32(address).load(simd.load, 16 * a);
    writer.i32(address).load(simd.load, 16 * b);
    writer.simd(combine);
  }
  writer.simd(combine).set(folded);
  writer.i32(total);
  writer.i32(total).memory(op.f64Load);
  writer.get(folded).simd(simd.f64x2ExtractLane, 0);
  writer.get(folded).simd(simd.f64x2ExtractLane, 1);
  writer.emit(scalar, scalar).memory(op.f64Store);
  if (kind === "max") return;
  for (let i = 0; i < 4; i++)
    writer
      .i32(address)
      .f64x2(0)
      .load(simd.store, 16 * i);
}
