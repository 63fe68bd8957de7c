import type * as program from "@actfn/core/program";
import type { FunctionWriter, Local } from "../wasm/function.js";
import { op, type } from "../wasm/opcodes.js";

/** The byte offsets of the group of elements of a turn of the loop. */
export class Offsets {
  private readonly writer: FunctionWriter;
  /** The number of elements before the group. */
  private readonly index: Local;
  private readonly bytes: Local;

  constructor(writer: FunctionWriter, index: Local) {
    this.writer = writer;
    this.index = index;
    this.bytes = writer.local(type.i32);
  }

  /** Writes the start of a turn. */
  start(): void {
    this.shifted(2);
    this.writer.set(this.bytes);
  }

  /**
   * Pushes the offset for numbers of a format. A single variable for all offsets shows V8 which vectors are neighbors; with
   * --experimental-wasm-revectorize it joins two of them into one of 256 bits. V8 13.6 computes wrong results if these contain
   * doubles, so each offset of doubles is computed again. That costs nothing, because later versions of V8 find that they are
   * equal.
   */
  push(stored: program.Format): void {
    if (stored === "float32") this.writer.get(this.bytes);
    else this.shifted(3);
  }

  private shifted(by: number): void {
    this.writer.get(this.index).i32(by).emit(op.i32Shl);
  }
}
