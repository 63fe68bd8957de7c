import type * as program from "@actfn/core/program";
import type { FunctionWriter, Local } from "../wasm/function.js";
import { op, simd, type } from "../wasm/opcodes.js";
import { lanesOf } from "./lanes.js";

/** The memory of a reduction between calls: its lanes, for a maximum also the lanes in which NaN occurred, and a total. */
const NAN_OFFSET = 64;
/** The offset of the total, a double, in the memory of a reduction. */
export const TOTAL_OFFSET = 80;
/** The size of the memory of a reduction in bytes. */
export const REDUCTION_BYTES = 96;

/** The shuffle that moves the high half of a vector of float32 to the low half, for promotion to doubles. */
const HIGH_HALF = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];

/** Reduces the elements of a row, one vector at a time. Its state between calls is in memory. */
export interface Reducer {
  load(): void;
  store(): void;
  /** Adds the vector of a stream, which `push` pushes, to the reduction. */
  add(stream: number, push: () => void): void;
  /** Pushes the neutral element of the reduction. */
  neutral(): void;
  /** Writes the initial state. */
  begin(): void;
  /** Combines the lanes into the total. */
  fold(): void;
}

/** Returns the reducer of a kind with its memory at `address`, for a function that is being written. */
export function reducerOf(
  kind: program.Reduction,
  writer: FunctionWriter,
  format: program.Format,
  address: number,
): Reducer {
  return kind === "sum"
    ? new SumReducer(writer, format, address)
    : new MaximumReducer(writer, format, address);
}

/** Four vectors that are in memory between calls. */
class Lanes {
  readonly locals: readonly Local[];
  private readonly writer: FunctionWriter;
  private readonly address: number;

  constructor(writer: FunctionWriter, address: number) {
    this.writer = writer;
    this.address = address;
    this.locals = Array.from({ length: 4 }, () => writer.local(type.v128));
  }

  load(): void {
    for (const [i, lane] of this.locals.entries())
      this.writer
        .i32(this.address)
        .load(simd.load, 16 * i)
        .set(lane);
  }

  store(): void {
    for (const [i, lane] of this.locals.entries())
      this.writer
        .i32(this.address)
        .get(lane)
        .load(simd.store, 16 * i);
  }

  /** Stores the vector that `push` pushes in all four places. */
  reset(push: () => void): void {
    for (let i = 0; i < 4; i++) {
      this.writer.i32(this.address);
      push();
      this.writer.load(simd.store, 16 * i);
    }
  }

  /** Pushes (v0 ∘ v2) ∘ (v1 ∘ v3). */
  combine(operation: number): void {
    for (const i of [0, 2, 1, 3]) {
      this.writer.i32(this.address).load(simd.load, 16 * i);
      if (i === 2 || i === 3) this.writer.simd(operation);
    }
    this.writer.simd(operation);
  }
}

/**
 * Eight running sums in four vectors of doubles. Element i is in lane i mod 8. A fold computes
 * ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7)), in the order of `OrderedSum` in core.
 */
class SumReducer implements Reducer {
  private readonly writer: FunctionWriter;
  private readonly format: program.Format;
  private readonly total: number;
  private readonly lanes: Lanes;

  constructor(writer: FunctionWriter, format: program.Format, address: number) {
    this.writer = writer;
    this.format = format;
    this.total = address + TOTAL_OFFSET;
    this.lanes = new Lanes(writer, address);
  }

  load(): void {
    this.lanes.load();
  }

  store(): void {
    this.lanes.store();
  }

  add(stream: number, push: () => void): void {
    const { writer } = this;
    if (this.format === "float64") {
      this.accumulate(stream, push);
      return;
    }
    const scratch = writer.borrow();
    push();
    writer.set(scratch);
    this.accumulate(2 * stream, () => writer.get(scratch).simd(simd.promoteLow));
    this.accumulate(2 * stream + 1, () =>
      writer
        .get(scratch)
        .get(scratch)
        .simd(simd.shuffle, ...HIGH_HALF)
        .simd(simd.promoteLow),
    );
    writer.giveBack(scratch);
  }

  neutral(): void {
    lanesOf[this.format].constant(this.writer, 0);
  }

  begin(): void {
    this.lanes.reset(() => this.writer.f64x2(0));
    this.writer.i32(this.total).f64(0).memory(op.f64Store);
  }

  fold(): void {
    const { writer, total } = this;
    const scratch = writer.borrow();
    this.lanes.combine(simd.f64x2Add);
    writer.set(scratch).i32(total).i32(total).memory(op.f64Load);
    writer.get(scratch).simd(simd.f64x2ExtractLane, 0).get(scratch).simd(simd.f64x2ExtractLane, 1);
    writer.emit(op.f64Add, op.f64Add).memory(op.f64Store);
    writer.giveBack(scratch);
    this.lanes.reset(() => writer.f64x2(0));
  }

  private accumulate(vector: number, push: () => void): void {
    const lane = this.lanes.locals[vector % 4] as Local;
    this.writer.get(lane);
    push();
    this.writer.simd(simd.f64x2Add).set(lane);
  }
}

/**
 * Running maxima in the program's format. The fast maximum of the processor loses NaN, so a mask records the lanes in which NaN
 * occurred. In the fold this mask, all ones, turns the maximum into NaN. If the largest value is a zero, it is +0.
 */
class MaximumReducer implements Reducer {
  private readonly writer: FunctionWriter;
  private readonly format: program.Format;
  private readonly address: number;
  private readonly lanes: Lanes;
  private readonly unordered: Local;

  constructor(writer: FunctionWriter, format: program.Format, address: number) {
    this.writer = writer;
    this.format = format;
    this.address = address;
    this.lanes = new Lanes(writer, address);
    this.unordered = writer.local(type.v128);
  }

  load(): void {
    this.lanes.load();
    this.writer.i32(this.address).load(simd.load, NAN_OFFSET).set(this.unordered);
  }

  store(): void {
    this.lanes.store();
    this.writer.i32(this.address).get(this.unordered).load(simd.store, NAN_OFFSET);
  }

  add(stream: number, push: () => void): void {
    const { writer, unordered } = this;
    const scratch = writer.borrow();
    const { max, notEqual } = lanesOf[this.format].maximum;
    const lane = this.lanes.locals[stream % 4] as Local;
    writer.get(lane);
    push();
    writer.tee(scratch).simd(max).set(lane);
    writer.get(unordered).get(scratch).get(scratch).simd(notEqual).simd(simd.or).set(unordered);
    writer.giveBack(scratch);
  }

  neutral(): void {
    lanesOf[this.format].constant(this.writer, -Infinity);
  }

  begin(): void {
    this.lanes.reset(() => this.neutral());
    this.writer.i32(this.address).f64x2(0).load(simd.store, NAN_OFFSET);
    this.writer.i32(this.address).f64(-Infinity).memory(op.f64Store, TOTAL_OFFSET);
  }

  fold(): void {
    const { writer, address } = this;
    const scratch = writer.borrow();
    this.lanes.combine(lanesOf[this.format].maximum.max);
    writer.i32(address).load(simd.load, NAN_OFFSET).simd(simd.or).set(scratch);
    if (this.format === "float32") {
      writer.get(scratch).simd(simd.promoteLow);
      writer
        .get(scratch)
        .get(scratch)
        .simd(simd.shuffle, ...HIGH_HALF)
        .simd(simd.promoteLow);
      writer.simd(simd.f64x2Max).set(scratch);
    }
    writer.i32(address).i32(address).memory(op.f64Load, TOTAL_OFFSET);
    writer.get(scratch).simd(simd.f64x2ExtractLane, 0).get(scratch).simd(simd.f64x2ExtractLane, 1);
    writer.emit(op.f64Max, op.f64Max).f64(0).emit(op.f64Add).memory(op.f64Store, TOTAL_OFFSET);
    writer.giveBack(scratch);
  }
}
