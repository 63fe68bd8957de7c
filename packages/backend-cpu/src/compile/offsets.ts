import type * as program from "@actfn/core/program";
import type { FunctionWriter, Local } from "../wasm/function.js";
import { op, type } from "../wasm/opcodes.js";

/** Byte offsets of the group of elements that a turn of a loop takes. */
export class Offsets {
  private readonly writer: FunctionWriter;
  /** Elements before the group. */
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
   * Puts the offset for numbers of a format on the stack. One variable for all shows V8 which vectors are neighbors, and
   * with --experimental-wasm-revectorize it joins them to one of 256 bits. V8 13.6 computes wrong where these hold doubles,
   * so there each offset is computed anew, which costs nothing: later V8 finds that they are the same.
   */
  push(stored: program.Format): void {
    if (stored === "float32") this.writer.get(this.bytes);
    else this.shifted(3);
  }

  private shifted(by: number): void {
    this.writer.get(this.index).i32(by).emit(op.i32Shl);
  }
}
